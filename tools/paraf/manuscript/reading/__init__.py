"""Reads what files of each format say, hidden parts included."""
