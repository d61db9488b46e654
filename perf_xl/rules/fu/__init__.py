"""Amounts (FU)."""
