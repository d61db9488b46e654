"""This year beside last year (NY)."""
