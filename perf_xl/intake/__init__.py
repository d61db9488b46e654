"""Documents and exports that come from outside, read into the nouns."""
