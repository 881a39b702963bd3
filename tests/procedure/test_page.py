"""A procedure as a page of the site."""

from dataclasses import replace
from itertools import pairwise

import markdown
import pytest
from hypothesis import given, settings
from lxml import html

from everything import several
from paraf.core.sop import Act, Mark, Sop
from paraf.core.words import english
from paraf.procedure.flow import rows
from paraf.procedure.page import Paper, page
from procedure.procedures import five, procedure, procedures, step

EVIL = """</td><script>x</script> *a* `b` [c](d) <!-- paraf:sops --> & "q" {#id}"""


def shown(sop: Sop, paper: Paper | None = None) -> html.HtmlElement:
    source = page(sop, english, paper)
    front, body = source.removeprefix("---\n").split("\n---\n", 1)
    assert front.startswith("title: ")
    return html.fromstring(
        markdown.markdown(body, extensions=["tables", "attr_list", "md_in_html", "toc"])
    )


@pytest.mark.parametrize("sop", five(), ids=lambda sop: sop.id)
def test_every_printed_cell_stands_in_its_row(sop: Sop) -> None:
    body = shown(sop).xpath("//table/tbody/tr")
    for row, acts in zip(body, rows(sop), strict=True):
        cells = [_said(one) for one in row]
        first = acts[0]
        tail = (first.inputs, first.printed_norm, first.output, first.remark)
        assert cells[:2] == [f"{first.row or first.no}", _plain(first.activity)]
        assert cells[-4:] == [_plain(one) for one in tail]


def _said(cell: html.HtmlElement) -> str:
    return _plain(" ".join(cell.itertext()))


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("sop", five(), ids=lambda sop: sop.id)
def test_the_flow_is_told_in_words_row_by_row(sop: Sop) -> None:
    steps = shown(sop).xpath("//ol[@class='sop-steps']/li")
    assert [one.get("value") for one in steps] == [f"{acts[0].row or acts[0].no}"
                                                   for acts in rows(sop)]  # fmt: skip
    for told, acts in zip(steps, rows(sop), strict=True):
        for act in acts:
            said = told.text_content()
            if act.returns_to is not None:
                assert f"no: back to step {sop.step(act.returns_to).label}." in said
            assert all(f"{one.says}: " in said for one in act.answers)


def test_whoever_hears_the_table_learns_the_symbol_in_its_actors_column() -> None:
    sop = procedure([step(1, "a0"), step(2, "a1", Act.REVIEW, mark=Mark.PARAF, returns_to=1)], 3)
    body = shown(sop).xpath("//table/tbody/tr")
    heard = [row.xpath("./td[@class='sop-actor']/span") for row in body]
    assert [[one.text for one in row] for row in heard][:2] == [["beginning or end"], ["decision"]]
    drawings = shown(sop).xpath("//div[@class='sop-draw']")
    assert {one.get("aria-hidden") for one in drawings} == {"true"}
    assert len(drawings) == len(body)


def test_the_table_has_heads_for_its_columns_and_rows() -> None:
    (table,) = shown(five()[-1]).xpath("//table")
    assert {one.get("scope") for one in table.xpath("./thead//th")} == {"col", "colgroup"}
    assert {one.get("scope") for one in table.xpath("./tbody//th")} == {"row"}
    (region,) = table.xpath("./..")
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")


def test_no_sign_of_a_procedure_means_anything() -> None:
    sop = five()[-1]
    identity = replace(sop.identity, title=EVIL, agency=EVIL, note=EVIL, relations=(EVIL,))
    steps = tuple(replace(one, activity=EVIL, note=EVIL) for one in sop.steps)
    root = shown(replace(sop, identity=identity, steps=steps))
    assert root.xpath("//script | //em | //code | //a[@href='d']") == []
    assert root.xpath("//h1")[0].text_content() == EVIL
    assert EVIL in root.xpath("//tbody/tr/td")[0].text_content()


def test_an_empty_printed_cell_stays_empty_and_is_heard_as_empty() -> None:
    sop = five()[-1]
    assert sop.identity.revised == ""
    (cell,) = shown(sop).xpath("//dt[text()='Revised on']/../dd")
    assert [one.get("class") for one in cell] == ["bkd-hidden"]


def test_the_pdf_is_offered_with_its_size() -> None:
    (link,) = shown(five()[0], Paper("../x.pdf", 51_200)).xpath("//a[@class='bkd-button']")
    assert link.get("href") == "../x.pdf"
    assert link.text == "PDF to print (A4, 51.2 kB)"


@settings(max_examples=several(15), deadline=None)
@given(procedures(most=6))
def test_upright_lines_join_from_row_to_row(sop: Sop) -> None:
    bodies = shown(sop).xpath("//table/tbody/tr")
    for upper, lower in pairwise(bodies):
        leaving = {one for one, top, size in _uprights(upper) if _ends_at_foot(top, size)}
        entering = {one for one, top, _ in _uprights(lower) if top == "calc(0% + 0px)"}
        assert leaving == entering


def _uprights(row: html.HtmlElement) -> list[tuple[str, str, str]]:
    styles = [one.get("style") for one in row.xpath(".//i[@class='sop-upright']")]
    parts = [dict(part.split(":", 1) for part in one.split(";")) for one in styles]
    return [(one["left"], one["top"], one["height"]) for one in parts]


def _ends_at_foot(top: str, height: str) -> bool:
    ends = [_share(top)[i] + _share(height)[i] for i in (0, 1)]
    return abs(ends[0] - 100) < 0.02 and abs(ends[1]) < 0.02


def _share(calc: str) -> tuple[float, float]:
    share, sign, distance = calc.removeprefix("calc(").removesuffix(")").split(" ")
    value = float(distance.removesuffix("px"))
    return float(share.removesuffix("%")), -value if sign == "-" else value
