"""Marks: bars, dots and lines, whose ends show uncertainty."""
