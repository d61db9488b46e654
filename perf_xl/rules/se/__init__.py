"""What a target asks for, judged by its meaning (SE)."""
