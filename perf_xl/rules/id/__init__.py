"""Code and name (ID)."""
