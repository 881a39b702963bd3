"""The comments in a page's source that stand for generated parts, and what each one gives.

<!-- paraf:list SECTION -->      the pages of a section, newest first
<!-- paraf:latest SECTION N -->  the N newest of them
<!-- paraf:class CLASS -->       the pages of an information class, by section
<!-- paraf:downloads -->         the files offered, with size and SHA-256
<!-- paraf:sops -->              the procedures, each with its page and its PDF
<!-- paraf:public-list -->       the list of public information (DIP), by class
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from paraf.core.page import InformationClass, Page
from paraf.core.words import T, Text
from paraf.site import markup, public_list
from paraf.site.downloads import downloads
from paraf.site.procedures import procedures
from paraf.site.sources import Site


class UnknownDirective(Exception):
    """The comment asks for something that is not there; `what` says so to its writer."""

    def __init__(self, what: Text) -> None:
        """Say what is wrong with it."""
        super().__init__(str(what))
        self.what = what


def generate(asked: str, page: str, site: Site) -> str:
    """Return Markdown for the directive `asked` in `page`; UnknownDirective if it means nothing."""
    name, *words = asked.split() or [""]
    wanted, make = _DIRECTIVES.get(name, (0, None))
    if make is None or len(words) != wanted:
        raise UnknownDirective(T("There is no generated part called “{asked}”.", asked=asked))
    return make(words, page, site)


def _list(words: Sequence[str], page: str, site: Site) -> str:
    return markup.entries(_known(words[0], site), page, site.say)


def _latest(words: Sequence[str], page: str, site: Site) -> str:
    section, count = words
    if not (count.isascii() and count.isdigit() and int(count)):
        raise UnknownDirective(T("“{count}” is no number of pages to list.", count=count))
    return markup.entries(_known(section, site)[: int(count)], page, site.say)


def _known(section: str, site: Site) -> list[Page]:
    found = site.section(section)
    if not found and not any(one.path == f"{section}/index.md" for one in site.pages):
        raise UnknownDirective(T("There is no section “{section}” in content/.", section=section))
    return found


def _class(words: Sequence[str], page: str, site: Site) -> str:
    published = {one.value: one for one in InformationClass if one is not InformationClass.EXEMPT}
    wanted = published.get(words[0])
    if wanted is None:
        raise UnknownDirective(
            T("There is no class of published information “{name}”.", name=words[0])
        )
    others = (one for one in site.pages if one.path not in (page, "index.md"))
    chosen = sorted(
        (one for one in others if one.meta.information_class is wanted),
        key=lambda one: (_section(one) == "", _section(one)),
    )
    if not chosen:
        return markup.entries((), page, site.say)
    return "\n\n".join(
        f"{_heading(section, site)}\n\n"
        f"{markup.entries(markup.newest_first(inside), page, site.say)}"
        for section, inside in groupby(chosen, key=_section)
    )


def _section(page: Page) -> str:
    return page.path.rpartition("/")[0].split("/")[0]


def _heading(section: str, site: Site) -> str:
    titles = {one.path: one.meta.title for one in site.pages}
    index = titles.get(f"{section}/index.md", section) if section else None
    title = site.say(T("Other pages")) if index is None else index
    return f"## {markup.literal(title)} {{ #bagian-{section or 'lain'} }}"


def _downloads(_words: Sequence[str], page: str, site: Site) -> str:
    return downloads(site.content, site.pages, page, site.say)


def _sops(_words: Sequence[str], page: str, site: Site) -> str:
    return procedures(site.sops, page, site.made, site.say)


def _public_list(_words: Sequence[str], page: str, site: Site) -> str:
    return public_list.table(page, site)


_Maker = Callable[[Sequence[str], str, Site], str]
_DIRECTIVES: Mapping[str, tuple[int, _Maker]] = {
    "list": (1, _list),
    "latest": (2, _latest),
    "class": (1, _class),
    "downloads": (0, _downloads),
    "sops": (0, _sops),
    "public-list": (0, _public_list),
}
