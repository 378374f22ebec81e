"""Quantities, units, ranks and times in the words of a language."""
