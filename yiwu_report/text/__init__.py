"""Texts: the references in them, and quantities, units and times in the words of a language."""
