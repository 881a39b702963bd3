"""Builds small files of Office and LibreOffice for tests, part by part."""

import zipfile
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.passage import Lines, Table
from paraf.manuscript.reading.read import read
from paraf.manuscript.seen import Seen

LIMITS = Limits()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:creator>{creator}</dc:creator><cp:lastModifiedBy>{creator}</cp:lastModifiedBy>"
    "</cp:coreProperties>"
)
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw", "presentation", "meta")
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
)


def packed(file: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2026, 11, 1, 8, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return file


def relations(*links: tuple[str, str] | tuple[str, str, str]) -> str:
    """Return a part of relations: each its kind and target, and `External` if it is that."""
    told = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{link[0]}" Target="{link[1]}"'
        + (f' TargetMode="{link[2]}"/>' if len(link) > 2 else "/>")
        for at, link in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{told}</Relationships>'


def docx(file: Path, body: str, **parts: str | bytes) -> Path:
    """Write a Word file; `parts` are further members of `word/`, or `docProps_core`, by stem."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {W} {A} {R}><w:body>{body}</w:body></w:document>",
    }
    for name, data in parts.items():
        members[_path(name, "word")] = data
    return packed(file, members)


def pptx(file: Path, slides: list[str], **parts: str | bytes) -> Path:
    """Write a presentation; a slide is what stands inside its `p:sld`, or all of it."""
    ids = "".join(f'<p:sldId id="{255 + at}" r:id="r{at}"/>' for at in range(1, len(slides) + 1))
    links = relations(*(("slide", f"slides/slide{at}.xml") for at in range(1, len(slides) + 1)))
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "ppt/presentation.xml": f"<p:presentation {P} {R}><p:sldIdLst>{ids}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": links,
    }
    for at, slide in enumerate(slides, 1):
        whole = slide if slide.startswith("<p:sld") else f"<p:sld {P} {A}>{slide}</p:sld>"
        members[f"ppt/slides/slide{at}.xml"] = whole
    for name, data in parts.items():
        members[_path(name, "ppt")] = data
    return packed(file, members)


def _path(name: str, folder: str) -> str:
    if name.startswith("docProps_"):
        return f"docProps/{name.removeprefix('docProps_')}.xml"
    if name.startswith("rels_"):
        return f"{folder}/_rels/{name.removeprefix('rels_')}.xml.rels"
    return f"{folder}/{name.replace('__', '/')}.xml"


def odf(file: Path, kind: str, body: str, *, styles: str = "", **parts: str) -> Path:
    """Write a file of LibreOffice; `kind` is `text`, `spreadsheet` or `presentation`."""
    members: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>",
    }
    members |= {f"{name.replace('__', '/')}.xml": data for name, data in parts.items()}
    return packed(file, members)


def para(*runs: str) -> str:
    """Return a paragraph of Word: runs of plain text, or whatever begins with `<`."""
    told = (
        one if one.startswith("<") else f'<w:r><w:t xml:space="preserve">{one}</w:t></w:r>'
        for one in runs
    )
    return f"<w:p>{''.join(told)}</w:p>"


def grid(*rows: tuple[str, ...], prefix: str = "w") -> str:
    """Return a table of Word, or of PowerPoint with the prefix `a`."""
    body = "".join(
        f"<{prefix}:tr>"
        + "".join(
            f"<{prefix}:tc><{prefix}:p><{prefix}:r><{prefix}:t>{cell}</{prefix}:t></{prefix}:r>"
            f"</{prefix}:p></{prefix}:tc>"
            for cell in row
        )
        + f"</{prefix}:tr>"
        for row in rows
    )
    return f"<{prefix}:tbl>{body}</{prefix}:tbl>"


class Told:
    """What a reader told of a file."""

    def __init__(self, file: Path, limits: Limits = LIMITS) -> None:
        told = list(read(file, file.suffix, limits))
        self.lines = [one for one in told if isinstance(one, Lines)]
        self.tables = [one for one in told if isinstance(one, Table)]
        self.seen = [one for one in told if isinstance(one, Seen)]

    @property
    def kinds(self) -> list[str]:
        return [one.kind for one in self.seen]

    def part(self, part: str) -> str:
        """Return all running text of a part."""
        return "\n".join(one.text for one in self.lines if one.spot.part == part)

    @property
    def everything(self) -> str:
        cells = (cell for table in self.tables for row in table.rows for cell in row)
        return "\n".join((*(one.text for one in self.lines), *cells))
