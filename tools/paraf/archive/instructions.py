"""VERIFIKASI.md: how to check a bag with ordinary tools, in Indonesian and English.

It lies in the bag for a reader who may have no Paraf; the tests run its commands.
"""

from importlib.resources import files


def instructions(case: str) -> str:
    """Return VERIFIKASI.md for the bag of `case`."""
    text = files("paraf.archive").joinpath("templates", "VERIFIKASI.md").read_text("utf-8")
    return text.replace("@CASE@", case)
