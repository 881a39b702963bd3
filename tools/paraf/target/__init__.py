"""Places where the public site lives."""
