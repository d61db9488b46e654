"""The only room that knows what the sheets look like: a picture of cells in, nouns out - and back."""
