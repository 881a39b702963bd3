"""What the checks of pages say of a draft, by themselves."""

from functools import cache

from manuscript.drafts import EXTENSIONS, RULES
from paraf.core.evidence import Finding
from paraf.core.page import Draft, Rules
from paraf.manuscript.links import Shelf, check_links
from paraf.manuscript.page.check import NOTHING, Means, check_pages
from paraf.manuscript.read import Extensions, read


def shelf(draft: Draft, extensions: Extensions = EXTENSIONS) -> Shelf:
    reading = cache(lambda path: read(draft.pages[path].body, extensions))
    return Shelf(draft, frozenset(draft.tree), reading)


def said(draft: Draft, rules: Rules = RULES, means: Means = NOTHING) -> list[Finding]:
    """Return the findings about links and pages, by file and line."""
    on = shelf(draft)
    found = [*check_links(on), *check_pages(on, rules, means)]
    return sorted(found, key=lambda one: (one.place, one.line, one.kind))


def kinds(draft: Draft, rules: Rules = RULES, means: Means = NOTHING) -> list[tuple[str, int]]:
    return [(one.kind, one.line) for one in said(draft, rules, means)]
