"""What the program is made of: locked versions with hashes, and the parts list."""
