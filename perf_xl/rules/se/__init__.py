"""Sense (SE): what is measured, in which direction, where."""
