"""Checks on a draft before a superior reads it: what they find, and what to do about it."""
