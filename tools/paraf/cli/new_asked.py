"""Walks an officer through opening a case: a question at a time, nothing written before the end."""

from dataclasses import replace
from pathlib import Path

import click

from paraf.cli.asking import ask, ask_files, asking, choose, confirm, tell
from paraf.core.page import InformationClass
from paraf.core.public_list import Period
from paraf.core.words import T, Text
from paraf.manuscript.front import SUMMARY, TITLE, unfit
from paraf.manuscript.names import telling
from paraf.pipeline.desk import Desk
from paraf.pipeline.new import Wish, called, ready, sections
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.taking import Role
from paraf.pipeline.taking import unfit as unfit_file

CLASSES = {
    InformationClass.PERIODIC: T("announced regularly, at least every six months"),
    InformationClass.IMMEDIATE: T("announced at once, because many people's lives depend on it"),
    InformationClass.ANYTIME: T("kept ready, and given to whoever asks"),
}
PERIODS = {
    Period.MONTHLY: T("renewed every month"),
    Period.QUARTERLY: T("renewed every three months"),
    Period.HALF_YEARLY: T("renewed every six months"),
    Period.YEARLY: T("renewed every year"),
    Period.ONCE: T("said once, as an announcement or news"),
}
USUAL = "pengumuman"


def walk(desk: Desk, book: Rulebook, given: Wish) -> Wish:
    """Return a wish, asked for wherever `given` says nothing.

    RefusedFault before the first question where no case can be opened now. click.Abort on Ctrl+C,
    and where it is not wanted in the end.
    """
    draws = ready(desk, book, given.sop)
    with asking():
        tell(T("Enter takes what stands in brackets; Ctrl+C ends, and nothing is done."))
        wish = replace(given, title=given.title or ask(T("Title of the page"), wrong=_title))
        if draws:
            wish = _files(book, _summary(_class(_section(desk, wish))))
            _tell(wish)
        if not confirm(T("Open the case now?")):
            raise click.Abort
        return wish


def _title(typed: str) -> Text | None:
    if telling(typed):
        return T("The title holds somebody's NIK or KK number.")
    return unfit("title", typed, TITLE)


def _section(desk: Desk, wish: Wish) -> Wish:
    if wish.section is not None:
        return wish
    known = sections(desk)
    told = [(one, called(desk, one)) for one in known]
    usual = USUAL if USUAL in known else ""
    return replace(wish, section=choose(T("Section of the site"), told, usual))


def _class(wish: Wish) -> Wish:
    asked = wish.information_class
    if asked is None:
        told = [(one.value, meaning) for one, meaning in CLASSES.items()]
        named = choose(T("Information class (UU 14/2008)"), told, InformationClass.PERIODIC.value)
        tell(T("Exempt information (dikecualikan) is never published, and has no case."))
        asked = InformationClass(named)
    wish = replace(wish, information_class=asked)
    if asked is InformationClass.PERIODIC and wish.period is None:
        periods = [(one.value, meaning) for one, meaning in PERIODS.items()]
        named = choose(T("How often it is renewed"), periods, Period.ONCE.value)
        return replace(wish, period=Period(named))
    if asked is InformationClass.IMMEDIATE and not wish.expedited:
        question = T("Why it cannot wait (the reviewers read it; Enter: it can)")
        return replace(wish, expedited=ask(question))
    return wish


def _summary(wish: Wish) -> Wish:
    def wrong(typed: str) -> Text | None:
        return unfit("summary", typed, SUMMARY) if typed else None

    if wish.summary:
        return wish
    question = T("One sentence that tells what it is about (Enter: written later)")
    return replace(wish, summary=ask(question, wrong=wrong))


def _files(book: Rulebook, wish: Wish) -> Wish:
    def asked(question: Text, role: Role) -> tuple[Path, ...]:
        return ask_files(question, lambda file: unfit_file(file, role, book.rules))

    downloads, materials = wish.downloads, wish.materials
    if not downloads:
        question = T("A file that visitors will download (Enter: no more)")
        downloads = asked(question, Role.DOWNLOAD)
    if not materials:
        question = T("A source of the text, for the reviewers alone (Enter: no more)")
        materials = asked(question, Role.MATERIAL)
    return replace(wish, downloads=downloads, materials=materials)


def _tell(wish: Wish) -> None:
    chosen = wish.information_class.value if wish.information_class else ""
    tell(T("{title}: in {section}, {information_class}; downloads: {downloads}, "
           "materials: {materials}.", title=wish.title, section=wish.section,
           information_class=chosen, downloads=len(wish.downloads),
           materials=len(wish.materials)))  # fmt: skip
