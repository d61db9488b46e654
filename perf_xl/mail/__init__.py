"""Sending upward: what the mail says (pure), and how it leaves this computer."""
