"""Spending against the plan of the year: pure arithmetic on values."""
