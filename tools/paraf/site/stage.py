"""Puts a site's sources into a folder of their own, generated parts written out."""

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from paraf.core.evidence import Finding, Severity
from paraf.core.page import InformationClass, Page
from paraf.core.sop import Sop
from paraf.core.words import Say, T, Text
from paraf.site import directives, sources
from paraf.site.directives import UnknownDirective
from paraf.site.faults import BrokenPages
from paraf.site.manifest import paths
from paraf.site.sources import Site


def stage(
    tree: Path,
    into: Path,
    *,
    pages: Sequence[Page],
    sops: Sequence[Sop],
    say: Say,
    made: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Copy `tree/content` to `into`, every directive replaced by what it stands for.

    `made` are files by path below `content/` that others have generated; they are put beside the
    rest as they are. Where one would take the place of the office's own file, that is a finding.
    `into` must not exist yet. BrokenPages names every directive that means nothing, and every page
    that may not be published; nothing of `into` is worth keeping then.
    """
    content = tree / "content"
    site = Site(content, pages, sops, say, frozenset(made))
    findings = [_exempt(one) for one in pages if one.meta.information_class is _EXEMPT]
    for path in paths(content):
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".md"):
            written = _written(content / path, path, site, findings)
            target.write_bytes(written.encode())
        else:
            shutil.copyfile(content / path, target)
    for path, data in made.items():
        target = into / path
        if target.exists():
            findings.append(_finding("generated", path, 0, _TAKEN, _RENAME))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    if findings:
        raise BrokenPages(findings)


def written_out(
    page: Page,
    tree: Path,
    *,
    pages: Sequence[Page],
    sops: Sequence[Sop],
    say: Say,
    made: Collection[str] = (),
) -> Page:
    """Return a page of `tree` with its generated parts in place: what its reader gets.

    `made` are the paths of files that others generate. BrokenPages for a directive that means
    nothing.
    """
    findings: list[Finding] = []
    site = Site(tree / "content", pages, sops, say, frozenset(made))
    body = _replaced(page.body, page.path, site, findings, first=page.line)
    if findings:
        raise BrokenPages(findings)
    return replace(page, body=body)


def _written(source: Path, path: str, site: Site, findings: list[Finding]) -> str:
    try:
        text = source.read_bytes().decode()
    except UnicodeDecodeError:
        findings.append(_finding("encoding", path, 0, T("The page is not UTF-8 text."), _SAVE))
        return ""
    return _replaced(text, path, site, findings, first=1)


def _replaced(text: str, path: str, site: Site, findings: list[Finding], *, first: int) -> str:
    """Return `text` with its directives replaced; those that mean nothing are added up."""
    if sources.SIGN not in text:  # nearly all pages: nothing is looked for line by line
        return text.replace("\r\n", "\n")
    written: list[str] = []
    for number, (line, asked) in enumerate(sources.lines(text), first):
        try:
            # Blank lines around it: a generated part stands by itself, however tight the comment.
            part = None if asked is None else f"\n{directives.generate(asked, path, site)}\n"
            written.append(line if part is None else part)
        except UnknownDirective as unknown:
            findings.append(_finding("directive", path, number, unknown.what, _COMPARE))
    return "\n".join(written)


_EXEMPT = InformationClass.EXEMPT
_SAVE = T("Save the page again, choosing the encoding UTF-8.")
_TAKEN = T("The program writes a file of this name: of a procedure, or of a list.")
_RENAME = T("Give your file another name.")
_COMPARE = T("Compare the comment with those of other pages, or remove it.")


def _exempt(page: Page) -> Finding:
    what = T("The page is classed as exempt information, which is never published.")
    remedy = T("Remove the page, or give it its right class.")
    return _finding("exempt", page.path, 0, what, remedy)


def _finding(kind: str, path: str, line: int, what: Text, remedy: Text) -> Finding:
    return Finding(kind, Severity.BLOCK, f"content/{path}", line, what, remedy)
