"""Answers to an editor's questions: where a figure is used, what a file depends on, what is unused or overdue."""
