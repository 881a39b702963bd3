"""The pages and papers of the office's procedures, as files of its site."""

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from paraf.core.sop import Sop
from paraf.pipeline.drawer import Drawer, name_of
from paraf.records.catalogue import voice
from paraf.site.procedures import paths

_NOTHING = Path(os.devnull)
"""A paper wants no files but the typeface."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""No time goes into a paper: the same procedure gives the same bytes whenever it is printed."""


def generated(
    sops: Sequence[Sop], language: str, *, papers: bool = True, drawer: Drawer | None = None
) -> dict[str, bytes]:
    """Return page and PDF of every procedure by path below `content/`.

    The same procedures and language give the same bytes, whatever lies in the `drawer` of papers
    that were printed before. Without `papers` the PDFs are empty: for a site that is built only to
    see whether it can be.
    """
    from paraf.procedure.page import Paper, page

    files: dict[str, bytes] = {}
    for sop in sops:
        own, paper = paths(sop)
        files[paper] = _paper(sop, language, drawer) if papers else b""
        beside = Paper(f"../{paper.rpartition('/')[2]}", len(files[paper]))
        files[own] = page(sop, voice(language), beside).encode()
    return files


def generated_paths(sops: Sequence[Sop]) -> frozenset[str]:
    """Return the paths of what `generated` makes, without making it."""
    return frozenset(path for sop in sops for path in paths(sop))


def _paper(sop: Sop, language: str, drawer: Drawer | None) -> bytes:
    """Return a procedure on paper, out of the drawer if it is there; put it there if not."""
    if drawer is None:
        return pdf(sop, language)
    name = name_of(sop, language)
    found = drawer.take(name)
    if found is None:
        found = pdf(sop, language)
        drawer.put(name, found)
    return found


@lru_cache(maxsize=64)
def pdf(sop: Sop, language: str) -> bytes:
    """Return a procedure on paper: tagged PDF/A, A4 landscape, as PermenPAN-RB 35/2012 wants it.

    A process prints each procedure once, however often it builds the site.
    """
    from paraf.archive import document
    from paraf.procedure.paper import paper

    html = paper(
        sop,
        say=voice(language),
        language=language,
        measure=lambda trial: document.measure(trial, base=_NOTHING),
    )
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    return document.pdf(html, attachments=(), identifier=identifier, made=_NEVER, base=_NOTHING)
