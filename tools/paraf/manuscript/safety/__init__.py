"""Looks for what could harm whoever opens a file."""
