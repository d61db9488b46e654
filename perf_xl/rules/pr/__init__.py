"""Spending (PR): what was paid against budget and plan."""
