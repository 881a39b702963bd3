"""The two studios, and documents from them in any number."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

from corpus.first import studio as first
from corpus.formats import Drafted, finished
from corpus.papers import Paper
from corpus.said import Made
from corpus.second import studio as second

STUDIOS: Mapping[str, Callable[[Random], Drafted]] = {"first": first.draft, "second": second.draft}


def documents(studio: str, seed: int, count: int, *, slow: int = 0) -> Iterator[Made]:
    """Make documents, the same for the same seed; of every `slow` papers one is printed slowly.

    0 prints none slowly. A document does not depend on how many are asked for.
    """
    papers = 0
    for number in range(count):
        rng = Random(f"{studio} {seed} {number}")
        drafted = STUDIOS[studio](rng)
        plain = isinstance(drafted, Paper) and not (
            drafted.properties or drafted.notes or drafted.fields or drafted.attached
        )
        papers += plain
        slowly = bool(slow) and plain and papers % slow == 0
        made = finished(drafted, rng, f"{studio}-{number:05}", slow=slowly)
        yield replace(made, template=getattr(drafted, "title", "") or type(drafted).__name__)
