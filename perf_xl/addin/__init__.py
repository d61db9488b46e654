"""The Excel add-in on a PC: where it lives, how it comes there, and what a press of a button starts."""
