"""Runs that were cut off and go on."""
