"""Asks people in a terminal, one question at a time; never anybody who cannot answer."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from paraf.cli.face import errors, shown, words
from paraf.cli.language import say
from paraf.core.words import T, Text

Wrong = Callable[[str], Text | None]
"""Says what is wrong with an answer; None if it will do."""
YES, NO = ("y", "ya", "yes"), ("n", "no", "t", "tidak")


def in_terminal() -> bool:
    """Say whether somebody sits there who reads questions and types answers."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def asking() -> Iterator[None]:
    """Let whoever is asked leave at any question by Ctrl+C; they are told that nothing was done."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        errors.print()
        tell(T("Nothing was done."))
        raise click.Abort from None


def tell(what: Text) -> None:
    """Say something between questions."""
    errors.print(f"  {words(what)}")


def ask(question: Text, *, default: str = "", wrong: Wrong = lambda _: None) -> str:
    """Return an answer that is not `wrong`, asked for again until then; Enter gives `default`."""

    def taken(answer: str) -> str:
        line = " ".join(answer.split())
        why = T("This holds signs that cannot be seen.") if not line.isprintable() else wrong(line)
        if why is not None:
            raise click.UsageError(shown(say(why)))
        return line

    answer: str = click.prompt(
        say(question), default=default, show_default=bool(default), value_proc=taken, err=True
    )
    return answer


def given(answer: str, question: Text, option: str) -> str:
    """Return an answer on one line: as typed behind `option`, or else asked for in a terminal."""
    line = " ".join(answer.split())
    if line:
        return line
    if not in_terminal():
        raise click.UsageError(say(T("Say it with {option}.", option=option)))
    with asking():
        return ask(question)


def choose(question: Text, options: Sequence[tuple[str, Text | str]], default: str) -> str:
    """Return the name of one of `options`, each told with what it means, chosen by its number."""
    names = [name for name, _ in options]
    errors.print(f"[bold]{words(question)}[/]")
    width = max(map(len, names))
    for no, (name, meaning) in enumerate(options, 1):
        errors.print(f"  {no:2} {words(name.ljust(width))}  [dim]{words(meaning)}[/]")

    def wrong(answer: str) -> Text | None:
        if answer in names or (answer.isdecimal() and 1 <= int(answer) <= len(names)):
            return None
        return T("Type a number from 1 to {last}.", last=len(names))

    number = str(names.index(default) + 1) if default in names else ""
    answer = ask(T("Number"), default=number, wrong=wrong)
    return answer if answer in names else names[int(answer) - 1]


def confirm(question: Text) -> bool:
    """Return whether somebody says yes; Enter does."""

    def wrong(answer: str) -> Text | None:
        return None if answer.lower() in YES + NO else T("Type y for yes, n for no.")

    return ask(question, default="y", wrong=wrong).lower() in YES


def ask_files(question: Text, wrong: Callable[[Path], Text | None]) -> tuple[Path, ...]:
    """Return files, asked for until an empty answer; each as typed, pasted or dragged there."""
    found: list[Path] = []
    while True:
        answer = ask(question, wrong=lambda typed: wrong(path_of(typed)) if typed else None)
        if not answer:
            return tuple(found)
        if path_of(answer) not in found:
            found.append(path_of(answer))


def path_of(typed: str) -> Path:
    """Return the file that somebody named: desktops drag it there in quotes, or as an address."""
    plain = typed.strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\"":
        plain = plain[1:-1]
    if plain.startswith("file://"):
        plain = unquote(urlsplit(plain).path)
    elif not Path(plain).exists():
        plain = plain.replace("\\ ", " ")
    return Path(plain).expanduser()
