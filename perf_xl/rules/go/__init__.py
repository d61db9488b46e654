"""Goals and purpose (GO)."""
