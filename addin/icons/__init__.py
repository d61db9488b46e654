"""Icons: drawings as text, and the pictures made from them."""
