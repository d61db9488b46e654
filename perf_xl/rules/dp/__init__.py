"""The department as a whole (DP)."""
