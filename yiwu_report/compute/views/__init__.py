"""Views: tables made from tables by steps, each one operation on columns."""
