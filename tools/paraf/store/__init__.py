"""The evidence store: large or confidential files, kept by their digest, outside of git."""
