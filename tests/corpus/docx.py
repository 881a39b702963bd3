"""Writes papers as DOCX: the packed XML as Word leaves it, cut into runs at any place."""

from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import escape

from corpus.packed import CORE, CUSTOM, packed, properties
from corpus.papers import Block, Box, Grid, Paper, Paragraph
from corpus.said import Place, Said, Truths, flat

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class _Writer:
    rng: Random
    truths: Truths
    cut: float
    footnotes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def runs(self, text: str, mark: str = "", tag: str = "w:t") -> str:
        """Cut a text into runs; tabs and breaks are signs of their own in this format."""
        parts, rest = [], text
        while rest:
            size = len(rest) if self.rng.random() > self.cut else self.rng.randint(1, 12)
            parts.append(rest[:size])
            rest = rest[size:]
        return "".join(
            f"<w:r><w:rPr>{mark}</w:rPr>{_signs(one, tag)}</w:r>"
            + ('<w:proofErr w:type="spellEnd"/>' if len(parts) > 1 else "")
            for one in parts
        )

    def lay(self, said: Said, where: str, part: str = "", *, hidden: bool = False) -> str:
        return self.truths.lay(said, Place(where, part=part, hidden=hidden))

    def paragraph(self, one: Paragraph) -> str:
        look = f'<w:pPr><w:pStyle w:val="{_STYLES.get(one.style, "Normal")}"/></w:pPr>'
        if one.deleted:
            text = self.lay(one.said, "deleted", "deleted")
            inner = self.runs(text, tag="w:delText")
            return f'<w:p>{look}<w:del w:id="9" w:author="x">{inner}</w:del></w:p>'
        if one.hidden:
            text = self.lay(one.said, "hidden text", hidden=True)
            return f"<w:p>{look}{self.runs(text, '<w:vanish/>')}</w:p>"
        text = self.lay(one.said, "text")
        return f"<w:p>{look}{self.runs(text)}{self._hung(one)}</w:p>"

    def _hung(self, one: Paragraph) -> str:
        hung = ""
        if flat(one.footnote):
            number = len(self.footnotes) + 2
            note = self.runs(self.lay(one.footnote, "footnote", "footnote"))
            self.footnotes.append(f'<w:footnote w:id="{number}"><w:p>{note}</w:p></w:footnote>')
            hung += f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
        if flat(one.comment):
            number = len(self.comments)
            note = self.runs(self.lay(one.comment, "comment", "comment"))
            self.comments.append(
                f'<w:comment w:id="{number}" w:author="x"><w:p>{note}</w:p></w:comment>'
            )
            hung += f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        return hung

    def grid(self, one: Grid) -> str:
        rows = []
        for number, row in enumerate(one.rows):
            head = "<w:trPr><w:tblHeader/></w:trPr>" if number < one.heads else ""
            cells = "".join(
                f"<w:tc><w:p>{self.runs(self.lay(cell, 'table'))}</w:p></w:tc>" for cell in row
            )
            rows.append(f"<w:tr>{head}{cells}</w:tr>")
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl><w:p/>"

    def box(self, one: Box) -> str:
        inner = f"<w:p>{self.runs(self.lay(one.said, 'textbox', 'textbox'))}</w:p>"
        shape = f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        return (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
            f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>"
            "</mc:Choice></mc:AlternateContent></w:r></w:p>"
        )

    def block(self, one: Block) -> str:
        if isinstance(one, Grid):
            return self.grid(one)
        return self.box(one) if isinstance(one, Box) else self.paragraph(one)


_STYLES = {"heading": "Heading1", "centre": "Title", "small": "Caption"}


def _signs(text: str, tag: str) -> str:
    return "<w:tab/>".join(
        f'<{tag} xml:space="preserve">{escape(one)}</{tag}>' if one else ""
        for one in text.split("\t")
    )


def write(paper: Paper, rng: Random, truths: Truths) -> bytes:
    """Return a paper as DOCX. Nearly half of them are cut into runs in the midst of words."""
    writer = _Writer(rng, truths, rng.choice((0, 0, 0.3, 0.8)))
    body = "".join(map(writer.block, paper.body))
    parts: dict[str, str | bytes] = {}
    kept: list[tuple[str, str, str]] = [("styles", "styles", _root("styles", _styles()))]
    if flat(paper.header):
        text = writer.runs(writer.lay(paper.header, "header", "header"))
        kept.append(("header1", "header", _root("hdr", f"<w:p>{text}</w:p>")))
    if flat(paper.footer):
        text = writer.runs(writer.lay(paper.footer, "footer", "footer"))
        kept.append(("footer1", "footer", _root("ftr", f"<w:p>{text}</w:p>")))
    if writer.footnotes:
        kept.append(("footnotes", "footnotes", _root("footnotes", "".join(writer.footnotes))))
    if writer.comments:
        kept.append(("comments", "comments", _root("comments", "".join(writer.comments))))
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="r{number}"/>'
        for number, (_, kind, _) in enumerate(kept)
        if kind in {"header", "footer"}
    )
    section = f"<w:sectPr>{references}<w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
    parts["word/document.xml"] = _root("document", f"<w:body>{body}{section}</w:body>")
    links = []
    for number, (name, kind, text) in enumerate(kept):
        parts[f"word/{name}.xml"] = text
        links.append(_link(f"r{number}", kind, f"{name}.xml"))
    for number, made in enumerate(paper.pictures):
        parts[f"word/media/image{number}.jpeg"] = made.data
        links.append(_link(f"p{number}", "image", f"media/image{number}.jpeg"))
        truths.within(made.truths, "metadata")
    parts["word/_rels/document.xml.rels"] = _links("".join(links))
    parts |= properties(paper.title, paper.properties, truths)
    types = {f"/word/{name}.xml": f"{_TYPE}.{kind}+xml" for name, kind, _ in kept}
    types["/word/document.xml"] = f"{_TYPE}.document.main+xml"
    root = _link("d", "officeDocument", "word/document.xml") + CORE
    return packed(types, root + (CUSTOM if "docProps/custom.xml" in parts else ""), parts)


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_WORD}/{kind}" Target="{target}"/>'


def _links(inner: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns='
        f'"http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _root(tag: str, inner: str) -> str:
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{start}<w:{tag} {_SPACES}>{inner}</w:{tag}>"


def _styles() -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{name}"/></w:style>'
        for one, name in (
            ("Normal", "Normal"),
            ("Heading1", "heading 1"),
            ("Title", "Title"),
            ("Caption", "caption"),
        )
    ) + (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="id-ID"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
    )
