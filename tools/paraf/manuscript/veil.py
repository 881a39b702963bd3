"""Masks long numbers in whatever is said of a draft: no finding tells what it was found for."""

import re
from collections.abc import Mapping
from dataclasses import replace

from paraf.core.evidence import Finding
from paraf.core.words import Text

# From fifteen digits on: NPWP, NIK, KK, NIP. One sign may part two digits, as people write them.
_LONG = re.compile(r"\d(?:[ .\-_]?\d){14,}")
_ENDS = 4


def veiled(found: Finding) -> Finding:
    """Return a finding that tells no long number of the draft's, its file's name included.

    Finders mask what they found; the words around it, such as the target of a link, are quoted.
    """
    return replace(
        found,
        place=_masked(found.place),
        what=_said(found.what),
        remedy=_said(found.remedy),
        spot=_said(found.spot) if found.spot is not None else None,
        excused=_masked(found.excused),
    )


def _said(text: Text) -> Text:
    values: Mapping[str, object] = {name: _value(one) for name, one in text.values.items()}
    return replace(text, values=values)


def _value(value: object) -> object:
    match value:
        case Text():
            return _said(value)
        case str():
            return _masked(value)
        case _:
            return value


def _masked(text: str) -> str:
    return _LONG.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    digits = "".join(sign for sign in found[0] if sign.isdigit())
    hidden = len(digits) - 2 * _ENDS
    return f"{digits[:_ENDS]}{'•' * hidden}{digits[-_ENDS:]}"
