"""Writes books as XLSX: the packed XML as Excel leaves it."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from xml.sax.saxutils import escape

from corpus.packed import CORE, CUSTOM, packed, properties
from corpus.papers import Book, Cell, Day, Number, Sheet
from corpus.said import Place, Planted, Said, Truths, flat

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FORMATS = {"General": 0, "0": 1, "dd/mm/yyyy": 2, "0.00": 3}


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@dataclass
class _Writer:
    truths: Truths
    shared: dict[str, int] = field(default_factory=dict)
    inline: bool = False

    def sheet(self, sheet: Sheet) -> str:
        rows = "".join(self._row(sheet, number) for number in range(1, len(sheet.rows) + 1))
        columns = "".join(
            f'<col min="{one}" max="{one}" width="12" hidden="1" customWidth="1"/>'
            for one in sorted(sheet.hidden_columns)
        )
        columns = f"<cols>{columns}</cols>" if columns else ""
        print_ = "".join(
            f"<{tag}>&amp;C{self._laid(said, sheet, where)}</{tag}>"
            for tag, where, said in (("oddHeader", "header", sheet.header),
                                     ("oddFooter", "footer", sheet.footer)) if flat(said)
        )  # fmt: skip
        print_ = f"<headerFooter>{print_}</headerFooter>" if print_ else ""
        drawing = '<legacyDrawing r:id="v"/>' if sheet.comments else ""
        return (
            f'{_START}<worksheet xmlns="{_MAIN}" xmlns:r="{_REL}">{columns}'
            f"<sheetData>{rows}</sheetData>{print_}{drawing}</worksheet>"
        )

    def _laid(self, said: Said, sheet: Sheet, where: str) -> str:
        return escape(self.truths.lay(said, Place(where, sheet.name, part=where)))

    def _row(self, sheet: Sheet, number: int) -> str:
        cells = "".join(
            self._cell(sheet, cell, number, column)
            for column, cell in enumerate(sheet.rows[number - 1], 1)
        )
        hidden = ' hidden="1"' if number in sheet.hidden_rows else ""
        return f'<row r="{number}"{hidden}>{cells}</row>'

    def _cell(self, sheet: Sheet, cell: Cell, row: int, column: int) -> str:
        if cell is None or cell == "":
            return ""
        at = f'r="{letters(column)}{row}"'
        if isinstance(cell, Day):
            if cell.planted is not None:
                self.truths.lay(cell.planted, _place(sheet, row, column, "date cell"))
            days = (cell.day - date(1899, 12, 30)).days
            return f'<c {at} s="2"><v>{days}</v></c>'
        if isinstance(cell, Number):
            return self._number(sheet, cell, row, column)
        text = self.truths.lay(cell, _place(sheet, row, column, "sheet"))
        if self.inline:
            inner = f'<t xml:space="preserve">{escape(text)}</t>'
            return f'<c {at} t="inlineStr"><is>{inner}</is></c>'
        return f'<c {at} t="s"><v>{self.shared.setdefault(text, len(self.shared))}</v></c>'

    def _number(self, sheet: Sheet, cell: Number, row: int, column: int) -> str:
        if isinstance(cell.said, Planted):
            self.truths.lay(cell.said, _place(sheet, row, column, "number"))
            value = _kept(str(cell.said))
        else:
            value = repr(cell.said)
        style = _FORMATS.get(cell.shown, 0)
        return f'<c r="{letters(column)}{row}" s="{style}"><v>{value}</v></c>'

    def comments(self, sheet: Sheet) -> str:
        inner = "".join(
            f'<comment ref="{letters(column)}{row}" authorId="0"><text><r><t>'
            + escape(self.truths.lay(said, Place("comment", sheet.name, part="comment")))
            + "</t></r></text></comment>"
            for (row, column), said in sheet.comments.items()
        )
        return (
            f'{_START}<comments xmlns="{_MAIN}"><authors><author/></authors><commentList>'
            f"{inner}</commentList></comments>"
        )

    def strings(self) -> str:
        inner = "".join(
            f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in self.shared
        )
        return f'{_START}<sst xmlns="{_MAIN}" count="1" uniqueCount="1">{inner}</sst>'


def _kept(digits: str) -> str:
    """Return a number as Excel keeps it: fifteen digits, the rest are noughts."""
    plain = digits.lstrip("0") or "0"
    if len(plain) <= 15:
        return plain
    return f"{plain[0]}.{plain[1:15].rstrip('0') or '0'}E+{len(plain) - 1}"


def _place(sheet: Sheet, row: int, column: int, where: str) -> Place:
    if sheet.state:
        where = "hidden sheet"
    elif column in sheet.hidden_columns:
        where = "hidden column"
    elif row in sheet.hidden_rows:
        where = "hidden row"
    return Place(where, sheet.name, row=row, column=column, hidden=where.startswith("hidden"))


def write(book: Book, rng: Random, truths: Truths) -> bytes:
    """Return a book as XLSX."""
    writer = _Writer(truths, inline=rng.random() < 0.2)
    parts: dict[str, str | bytes] = {}
    types: dict[str, str] = {}
    listed = links = ""
    for number, sheet in enumerate(book.sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = writer.sheet(sheet)
        types["/" + name] = f"{_TYPE}.worksheet+xml"
        state = f' state="{sheet.state}"' if sheet.state else ""
        listed += f'<sheet name="{escape(sheet.name)}" sheetId="{number}"{state} r:id="s{number}"/>'
        links += _link(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml")
        if sheet.comments:
            parts |= _hung(writer, sheet, number)
            types[f"/xl/comments{number}.xml"] = f"{_TYPE}.comments+xml"
    names = "".join(
        f'<definedName name="{name}">"{escape(truths.lay(said, Place("name", part="name")))}"'
        "</definedName>"
        for name, said in book.names.items()
    )
    names = f"<definedNames>{names}</definedNames>" if names else ""
    parts["xl/workbook.xml"] = (
        f'{_START}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets>{names}'
        "</workbook>"
    )
    parts["xl/sharedStrings.xml"] = writer.strings()
    parts["xl/styles.xml"] = _STYLES
    links += _link("str", "sharedStrings", "sharedStrings.xml") + _link(
        "sty", "styles", "styles.xml"
    )
    parts["xl/_rels/workbook.xml.rels"] = _wrapped(links)
    types["/xl/workbook.xml"] = f"{_TYPE}.sheet.main+xml"
    types["/xl/sharedStrings.xml"] = f"{_TYPE}.sharedStrings+xml"
    types["/xl/styles.xml"] = f"{_TYPE}.styles+xml"
    parts |= properties(book.sheets[0].name, book.properties, truths)
    root = _link("d", "officeDocument", "xl/workbook.xml") + CORE
    return packed(types, root + (CUSTOM if "docProps/custom.xml" in parts else ""), parts)


def _hung(writer: _Writer, sheet: Sheet, number: int) -> dict[str, str | bytes]:
    return {
        f"xl/comments{number}.xml": writer.comments(sheet),
        f"xl/drawings/vml{number}.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"/>',
        f"xl/worksheets/_rels/sheet{number}.xml.rels": _wrapped(
            _link("v", "vmlDrawing", f"../drawings/vml{number}.vml")
            + _link("c", "comments", f"../comments{number}.xml")
        ),
    }


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_REL}/{kind}" Target="{target}"/>'


def _wrapped(links: str) -> str:
    return f'{_START}<Relationships xmlns="{_LINKS}">{links}</Relationships>'


_STYLES = (
    f'{_START}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164"'
    ' formatCode="dd/mm/yyyy"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1">'
    '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="164"'
    ' applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def said_of(cell: Cell) -> Said:
    """Return a cell as text, as it goes to CSV or paper."""
    if cell is None:
        return ""
    if isinstance(cell, Day):
        shown = cell.day.strftime("%d/%m/%Y")
        return Planted("birth", shown) if cell.planted is not None else shown
    if isinstance(cell, Number):
        return cell.said if isinstance(cell.said, Planted) else repr(cell.said)
    return cell
