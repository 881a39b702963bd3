"""The pages as their visitors see them, in Chromium."""
