"""Tables whose rows have keys, and figures made of what is said of them."""
