"""Scales of numbers and of time, and the words along them."""
