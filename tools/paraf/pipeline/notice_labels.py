"""The labels that tell at a glance, in a forge's list of pull requests, where a change stands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from paraf.core.words import T, Text

PREPARING = "paraf/disiapkan"
REVIEWED = "paraf/diperiksa"
RETURNED = "paraf/dikembalikan"
TO_PUBLISH = "paraf/siap-terbit"
PUBLISHED = "paraf/terbit"
TO_ARCHIVE = "paraf/siap-arsip"
DONE = "paraf/selesai"
OVERDUE = "paraf/terlambat"
TROUBLE = "paraf/masalah"


class Label(NamedTuple):
    """How a label looks: six hex digits without `#`, and a sentence of at most 100 characters."""

    colour: str
    description: Text


LABELS: Mapping[str, Label] = MappingProxyType({
    PREPARING: Label("8c959f", T("Its author is still at work on it.")),
    REVIEWED: Label("0969da", T("It waits for the mark of an official.")),
    RETURNED: Label("bc4c00", T("It was returned and has to be corrected.")),
    TO_PUBLISH: Label("1a7f37", T("Every mark is there; it will be published.")),
    PUBLISHED: Label("116329", T("It is on the public site, and was inspected there.")),
    TO_ARCHIVE: Label("8250df", T("Every mark is there; it will be archived.")),
    DONE: Label("6e40c9", T("Nothing is left to be done on it.")),
    OVERDUE: Label("cf222e", T("The time that the procedure allows is used up.")),
    TROUBLE: Label("82071e", T("Something has to be put right before it can go on.")),
})  # fmt: skip
"""Every label of Paraf's, in the order of a case's way; the names are the same in any language.

Several may stand on one pull request: overdue and trouble go with the state. Those of other people
are none of Paraf's business.
"""
