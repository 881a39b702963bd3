"""Babel can collect what the source says: a sentence is written where it is made."""

import ast
from collections.abc import Iterator
from pathlib import Path

from language.catalogues import ROOT, SOURCE, collect, collected, gaps, sentences


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield place and call of every sentence in the source."""
    for file in sorted(SOURCE.rglob("*.py")):
        for one in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "T":
                yield f"{file.relative_to(ROOT)}:{one.lineno}", one


def is_passed_on(sentence: ast.expr) -> bool:
    """Say whether a sentence was collected elsewhere: a text's `message`, a template's argument."""
    return "message" in (getattr(sentence, "attr", None), getattr(sentence, "id", None))


def test_every_sentence_is_a_literal_and_is_collected() -> None:
    known, seen = sentences(collected()), 0
    for place, call in calls():
        assert len(call.args) == 1, place
        sentence = call.args[0]
        if not is_passed_on(sentence):
            assert isinstance(sentence, ast.Constant), place
            assert sentence.value in known, place
            seen += 1
    assert seen > 500


def test_what_is_given_to_a_sentence_has_its_gap_and_no_gap_is_left() -> None:
    for place, call in calls():
        given = [word.arg for word in call.keywords]
        # A sentence without any is filled later, as the mistakes in files are.
        if given and None not in given and isinstance(call.args[0], ast.Constant):
            assert set(gaps(str(call.args[0].value))) == set(given), place


def test_a_sentence_is_found_within_an_f_string_and_over_two_lines(tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text(
        """note(f"[bold]{say(T('Nothing is lost.'))}[/]"); T('Half ' 'a line.'); T(variable)""",
        "utf-8",
    )
    assert set(sentences(collect(tmp_path))) == {"Nothing is lost.", "Half a line."}


def test_a_sentence_of_a_template_is_found(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/some.html.j2").write_text(
        """{% call fact(t("A head")) %}{{ t("Line {no}", no=1) }}{% endcall %}""", "utf-8"
    )
    assert set(sentences(collect(tmp_path))) == {"A head", "Line {no}"}
