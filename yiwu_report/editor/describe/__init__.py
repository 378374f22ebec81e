"""A description of a data file: what is certain is filled in, what is not has to be decided; no number is written."""
