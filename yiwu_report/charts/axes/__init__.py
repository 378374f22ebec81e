"""Axes of numbers and of time, with their labels."""
