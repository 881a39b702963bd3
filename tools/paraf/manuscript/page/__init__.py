"""Checks of a page as its reader will meet it."""
