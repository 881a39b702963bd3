"""The links of a whole site, read from its files; those of the case's pages to other sites."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from paraf.core.evidence import Checked, Finding
from paraf.core.words import T
from paraf.inspection.links.away import check_away
from paraf.inspection.links.document import Document, from_json, is_read
from paraf.inspection.links.elsewhere import POLITE, Manners
from paraf.inspection.links.judge import judge
from paraf.inspection.links.worker import documents as read_all
from paraf.inspection.site import Site
from paraf.ports import Progress

FEW = 250
"""So many files are read before a second process has found its feet."""
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Linked:
    """What was wrong with the links, and how many were looked at."""

    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]


def check_links(
    site: Site,
    documents: Iterable[Document] | None,
    progress: Progress,
    *,
    manners: Manners = POLITE,
) -> Linked:
    """Judge every reference of the site; `documents` None reads them from `site.built`.

    Links of the case's pages to other sites are followed where `site.rules.external` says so. Where
    machines share the work, only the latter is done: `judge` needs the documents of all of them.
    Without documents or a built site there is nothing to judge: ValueError.
    """
    told = tuple(documents) if documents is not None else built_documents(site, progress)
    findings = judge(site, told) if site.share.whole else ()
    progress(T("Following the links to other sites"))
    more, asked = check_away(site, told, manners)
    return Linked((*findings, *more), (*counted(told), *asked))


def built_documents(
    site: Site, progress: Progress, *, processes: int | None = None
) -> tuple[Document, ...]:
    """Return the facts of those files of `site.built` that `site.share` has, by their paths.

    A large site is read in as many `processes` as there are cores.
    """
    if site.built is None:
        raise ValueError("neither documents nor a built site")
    paths = [path for path in sorted(site.manifest.files) if is_read(path) and site.share.has(path)]
    parts = _parts(paths, min(processes or os.cpu_count() or 1, len(paths) // FEW + 1))
    with ThreadPoolExecutor(len(parts)) as pool:
        others = [pool.submit(_elsewhere, site.built, part) for part in parts[1:]]
        found = _here(site.built, parts[0], progress)
        for other in others:
            found += other.result()
    progress(T("Reading the links"), len(paths), len(paths))
    return tuple(sorted(found, key=lambda one: one.path))


def _parts(paths: Sequence[str], count: int) -> list[Sequence[str]]:
    """Deal the paths out one by one: large pages often lie side by side."""
    return [paths[nth::count] for nth in range(count)]


def _here(built: Path, paths: Sequence[str], progress: Progress) -> list[Document]:
    found = []
    for done, document in enumerate(read_all(built, paths)):
        if done % 64 == 0:
            progress(T("Reading the links"), done, len(paths))
        if document is not None:
            found.append(document)
    return found


def _elsewhere(built: Path, paths: Sequence[str]) -> list[Document]:
    """Read in a process of its own; whatever happens to that one, the files are read."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "paraf.inspection.links.worker", str(built)],
            input=json.dumps(paths).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        return [from_json(one) for one in json.loads(done.stdout)]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return [one for one in read_all(built, paths) if one is not None]


def counted(documents: Iterable[Document]) -> tuple[Checked, ...]:
    """Return how many files and references were judged, in words."""
    told = tuple(documents)
    references = sum(len(one.links) for one in told)
    return (
        Checked("links", T("files read for their links"), len(told)),
        Checked("links", T("links, images and other references"), references),
    )
