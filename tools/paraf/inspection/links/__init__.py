"""Does everything that the site refers to exist?"""
