"""Marks: bars, dots and lines, with ends that say how certain they are."""
