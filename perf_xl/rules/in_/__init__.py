"""The set of indicators (IN)."""
