"""The list of public information (Daftar Informasi Publik, DIP) out of the pages' front matter.

UU 14/2008 article 11 has every public body keep it; its columns are those of the offices' own
lists. Equal pages give equal bytes: on the page that asks for it, and as CSV beside that page.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from paraf.core.page import InformationClass, Page
from paraf.core.public_list import Period
from paraf.core.words import T, Text
from paraf.site import markup
from paraf.site.downloads import files, targets
from paraf.site.sources import Site, asks

NAME = "public-list"
"""What a page asks for that holds the list."""
CLASSES = {
    InformationClass.PERIODIC: ("B", T("Information given periodically")),
    InformationClass.IMMEDIATE: ("SM", T("Information announced at once")),
    InformationClass.ANYTIME: ("SS", T("Information available at any time")),
}
"""The classes in the law's order, each with what its numbers begin with. Exempt information is in
no list of what is published."""
PERIODS = {
    Period.MONTHLY: T("every month"),
    Period.QUARTERLY: T("every quarter"),
    Period.HALF_YEARLY: T("every half-year"),
    Period.YEARLY: T("every year"),
    Period.ONCE: T("once"),
}
NUMBER, SUMMARY = T("No."), T("Summary of the information")
UNIT, RESPONSIBLE = T("Official or unit that holds it"), T("Responsible for making or issuing it")
MADE, FORMS, KEPT = T("Made when and where"), T("Forms available"), T("Kept for")
RENEWED = T("Renewed")
WAYS = frozenset({"list", "latest", "class", NAME})
"""A page that asks for one of these leads to information, and is none itself."""
SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a cell a formula to Excel and its kin."""
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """A page's line in the list; its number is its own within the whole list."""

    number: str
    page: Page
    forms: tuple[str, ...]

    @property
    def period(self) -> Period | None:
        """How often it is renewed, where its class is renewed at all."""
        meta = self.page.meta
        periodic = meta.information_class is InformationClass.PERIODIC
        return meta.listing.period if periodic else None


def lines(site: Site, kind: InformationClass) -> list[Line]:
    """Return the lines of a class, by date and path: what is new moves no number."""
    chosen = sorted(
        (one for one in site.pages if one.meta.information_class is kind and is_listed(one)),
        key=lambda one: (one.meta.date, one.path),
    )
    sign = CLASSES[kind][0]
    return [Line(f"{sign}-{no}", one, forms(one, site)) for no, one in enumerate(chosen, 1)]


def is_listed(page: Page) -> bool:
    """Say whether a page has a line: as it says itself, else unless it only leads to others."""
    own = page.meta.listing.listed
    if page.meta.information_class is InformationClass.EXEMPT:
        return False
    return own if own is not None else page.path != "index.md" and not asks(page) & WAYS


def forms(page: Page, site: Site) -> tuple[str, ...]:
    """Return the kinds of files that a page offers, such as `PDF`, beside being a page."""
    asked = asks(page)
    names = {one for one in targets(page) if _is_there(site.content / one)}
    if "downloads" in asked:
        names |= {one.name for one in files(site.content)}
    if "sops" in asked:
        names |= {one for one in site.made if one.endswith(".pdf")}
    if NAME in asked:
        names |= {one for one in (path(page),) if one in site.made}
    kinds = {name.rpartition(".")[2].upper() for name in names if not name.endswith(".md")}
    return tuple(sorted(kinds - PICTURES))


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # An address elsewhere may be longer than any name of a file.
        return False


PICTURES = frozenset({"AVIF", "GIF", "ICO", "JPEG", "JPG", "PNG", "SVG", "WEBP"})
"""They belong to a page, and are no form of what it says."""


def path(page: Page) -> str:
    """Return where the list lies as CSV, below `content/`: beside the page that asks for it."""
    return f"{page.path.removesuffix('.md')}.csv"


def csv_paths(pages: Sequence[Page]) -> frozenset[str]:
    """Return the paths of what `csv_files` makes, without making it."""
    return frozenset(path(one) for one in pages if NAME in asks(one))


def csv_files(site: Site, address: str) -> dict[str, bytes]:
    """Return the list as CSV by path below `content/`, for every page that asks for it.

    RFC 4180, with what an Excel set to Indonesian expects: a byte order mark, semicolons. Links
    begin with `address`, the site's own. No cell is a formula, whatever stands in the front matter.
    """
    wanted = csv_paths(site.pages)
    if not wanted:
        return {}
    data = _csv(Site(site.content, site.pages, site.sops, site.say, {*site.made, *wanted}), address)
    return dict.fromkeys(sorted(wanted), data)


def _csv(site: Site, address: str) -> bytes:
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    made = (T("Day of making"), T("Made at"))
    heads = (NUMBER, T("Title"), SUMMARY, UNIT, RESPONSIBLE, *made, FORMS, KEPT, RENEWED,
             T("Class"), T("Link"))  # fmt: skip
    rows.writerow([site.say(one) for one in heads])
    for kind in CLASSES:
        rows.writerows(_cells(one, site, address) for one in lines(site, kind))
    return out.getvalue().encode("utf-8-sig")


def _cells(one: Line, site: Site, address: str) -> list[str]:
    meta, own = one.page.meta, one.page.meta.listing
    cells = (
        one.number, meta.title, meta.summary, own.unit, own.responsible, meta.date.isoformat(),
        own.place, _forms(one, site), _kept(one, site), _renewed(one, site),
        meta.information_class.value, f"{address}{markup.address(one.page.url)}",
    )  # fmt: skip
    return [_harmless(" ".join(cell.split())) for cell in cells]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(SIGNS) else cell


def table(page: str, site: Site) -> str:
    """Return the list for `page`: a table for each class, and the way to the CSV if it is made."""
    every = {kind: lines(site, kind) for kind in CLASSES}
    count = site.say(T("{count} entries.", count=sum(map(len, every.values()))))
    parts, beside = [markup.literal(count)], f"{page.removesuffix('.md')}.csv"
    if beside in site.made:
        words = site.say(T("The whole list as CSV, for Excel or LibreOffice"))
        parts = [f"{parts[0]} {markup.link(words, beside, page)}"]
    for kind, found in every.items():
        parts += [f"## {markup.literal(site.say(CLASSES[kind][1]))} {{ #dip-{kind.value} }}"]
        empty = markup.entries((), page, site.say)
        parts += ["\n".join(_table(found, kind, page, site)) if found else empty]
    return "\n\n".join(parts)


def _table(found: Sequence[Line], kind: InformationClass, page: str, site: Site) -> Iterator[str]:
    heads = [NUMBER, SUMMARY, UNIT, RESPONSIBLE, MADE, FORMS, KEPT]
    heads += [RENEWED] if kind is InformationClass.PERIODIC else []
    # Roles, because a narrow screen shows the rows as blocks, which are no table to a reader's ear.
    yield f'<table class="paraf-register" role="table" aria-labelledby="dip-{kind.value}" markdown>'
    yield '<thead role="rowgroup" markdown>\n<tr role="row" markdown>'
    for head in heads:
        words = markup.literal(site.say(head))
        yield f'<th scope="col" role="columnheader" markdown="span">{words}</th>'
    yield '</tr>\n</thead>\n<tbody role="rowgroup" markdown>'
    for one in found:
        yield '<tr role="row" markdown>'
        yield from _row(one, heads, page, site)
        yield "</tr>"
    yield "</tbody>\n</table>"


def _row(one: Line, heads: Sequence[Text], page: str, site: Site) -> Iterator[str]:
    meta, own = one.page.meta, one.page.meta.listing
    summary = markup.literal(meta.summary)
    made = markup.time(meta.date, site.say)
    place = f", {markup.literal(own.place)}" if own.place else ""
    cells = (
        one.number,
        f"{markup.link(meta.title, one.page.path, page)} <small>{summary}</small>",
        markup.literal(own.unit or NOTHING),
        markup.literal(own.responsible or NOTHING),
        f"{made}{place}",
        markup.literal(_forms(one, site)),
        markup.literal(_kept(one, site)),
        markup.literal(_renewed(one, site) or NOTHING),
    )
    for number, (head, cell) in enumerate(zip(heads, cells, strict=False)):
        name, role = ("th", "rowheader") if number == 1 else ("td", "cell")
        scope = ' scope="row"' if name == "th" else ""
        label = markup.literal(site.say(head))
        yield f'<{name}{scope} role="{role}" data-label="{label}" markdown="span">{cell}</{name}>'


def _forms(one: Line, site: Site) -> str:
    return ", ".join((site.say(T("Web page")), *one.forms))


def _kept(one: Line, site: Site) -> str:
    return one.page.meta.listing.retention or site.say(T("as long as it is in force"))


def _renewed(one: Line, site: Site) -> str:
    return site.say(PERIODS[one.period]) if one.period else ""
