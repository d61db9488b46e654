"""What comes in from elsewhere: the published document, the exports of finance systems."""
