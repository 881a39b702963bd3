"""The links of a whole site, read from its files; those of the case's pages to other sites."""

from collections.abc import Iterable
from dataclasses import dataclass

from paraf.core.evidence import Checked, Finding
from paraf.core.words import T
from paraf.inspection.links.document import Document, is_read, read
from paraf.inspection.links.judge import judge
from paraf.inspection.site import Site
from paraf.ports import Progress


@dataclass(frozen=True, slots=True)
class Linked:
    """What was wrong with the links, and how many were looked at."""

    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]


def check_links(site: Site, documents: Iterable[Document] | None, progress: Progress) -> Linked:
    """Judge every reference of the site; `documents` None reads them from `site.built`.

    Without either there is nothing to judge: ValueError.
    """
    told = tuple(documents) if documents is not None else built_documents(site, progress)
    found = judge(site, told)
    return Linked(found, counted(told))


def built_documents(site: Site, progress: Progress) -> tuple[Document, ...]:
    """Return the facts of those files of `site.built` that `site.share` has."""
    if site.built is None:
        raise ValueError("neither documents nor a built site")
    paths = [path for path in site.manifest.files if is_read(path) and site.share.has(path)]
    found = []
    for done, path in enumerate(paths):
        if done % 64 == 0:
            progress(T("Reading the links"), done, len(paths))
        body = _body(site, path)
        document = read(path, body) if body is not None else None
        if document is not None:
            found.append(document)
    progress(T("Reading the links"), len(paths), len(paths))
    return tuple(found)


def _body(site: Site, path: str) -> bytes | None:
    """Return a file as it was built; that it is there and unchanged is for others to tell."""
    assert site.built is not None
    try:
        return (site.built / path).read_bytes()
    except OSError:
        return None


def counted(documents: Iterable[Document]) -> tuple[Checked, ...]:
    """Return how many files and references were judged, in words."""
    told = tuple(documents)
    return (
        Checked("links", T("Files read for their links"), len(told)),
        Checked(
            "links", T("Links, images and other references"), sum(len(one.links) for one in told)
        ),
    )
