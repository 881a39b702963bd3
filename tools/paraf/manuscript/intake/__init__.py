"""Takes files into a draft: cleaned, before anything is hashed."""
