"""Quantities: a value with its qualifier, as an interval, and the arithmetic on it."""
