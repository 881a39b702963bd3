"""Is every file of the release live, byte for byte, and nothing else?"""
