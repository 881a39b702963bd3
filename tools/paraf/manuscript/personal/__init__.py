"""Recognises data by which a person is known."""
