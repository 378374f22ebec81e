"""Answers to an editor's questions: where a figure is used, what a file is made from, what is unused or overdue."""
