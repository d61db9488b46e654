"""Spending plan (PL)."""
