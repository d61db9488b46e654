"""Target values (TV)."""
