"""Questions about the site as a whole: what is asked, and what the answers mean."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.fetch import Answer, Ask, Silence, Web
from paraf.ports import Progress

Answers = Mapping[Ask, Answer | Silence]
SPARE, EACH = 60.0, 2.0
"""Seconds that all questions may take: so many, and so many more for each."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and `judge`, which is pure: the answers alone decide."""

    asks: Sequence[Ask]
    judge: Callable[[Answers], Iterator[Finding]]


def ask_all(web: Web, questions: Sequence[Question], progress: Progress) -> Answers | None:
    """Return every answer; None if the server went away meanwhile."""
    asks = list(dict.fromkeys(one for question in questions for one in question.asks))
    answers: dict[Ask, Answer | Silence] = {}
    with closing(web.stream(asks, seconds=SPARE + EACH * len(asks))) as stream:
        for ask, got in stream:
            if isinstance(got, Silence) and got.gone:
                return None
            answers[ask] = got
            progress(T("Asking for what must not be there"), len(answers), len(asks))
    return answers


def answer(answers: Answers, ask: Ask) -> Answer | None:
    """Return what came, if anything did: a probe that gets no answer has found nothing."""
    got = answers.get(ask)
    return got if isinstance(got, Answer) else None
