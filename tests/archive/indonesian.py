"""The Indonesian that the office will read, from `id.po` beside this file."""

from pathlib import Path

from babel.messages.pofile import read_po

from paraf.core.words import speaker

with Path(__file__).with_name("id.po").open("rb") as file:
    CATALOG = {one.id: one.string for one in read_po(file) if one.id and one.string}

say = speaker(lambda message: CATALOG.get(message, message))
