"""References in texts, and quantities, units and periods in the words of a language."""
