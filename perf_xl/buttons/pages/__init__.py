"""Pages for the browser: the manual as it was shipped, the rules as they are."""
