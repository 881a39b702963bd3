"""What a reconcile in another process answers, read as far as it can be."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paraf.core.words import T, Text
from paraf.service.children import Ended

OUTCOMES = {
    0: "done",
    1: "defect",
    2: "defect",
    3: "refused",
    4: "outside",
    5: "invalid",
    6: "broken",
}
"""What the exit codes of `paraf reconcile` mean; every other way to end is a death."""
WATCHED = ("well", "incident", "known", "ended", "unseen")
"""How a look at the published site may come out, as `paraf inspect --live` has it; `unseen`: it
could not be looked at."""
MOST = 600
"""Signs of what is told of one run in a line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One run: its outcome, what it did, what stood in its way."""

    outcome: str
    """One of OUTCOMES, `over-time`, or `died`."""
    did: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    requests: int = 0
    """How often the forge was asked."""
    family: str | None = None
    """How the forge signs webhooks: `gitea` or `github`; None where it is not known, or local."""
    full_name: str | None = None
    """The repository's name at the forge, `owner/name`."""
    watched: str | None = None
    """How a look at the published site came out, one of WATCHED; None where nobody looked."""
    news: tuple[str, ...] = ()
    """What was found on the published site that was not told before, or why nobody could look."""
    unseen: str | None = None
    """Why that look was without a browser; None where it was with one, or nobody looked."""

    @property
    def came_to_an_end(self) -> bool:
        """Whether it looked at everything and ended by itself, problems or not."""
        return self.outcome not in ("defect", "over-time", "died")


def read_answer(ended: Ended) -> Answer:
    """Return what a run answers: on standard output the JSON of `paraf reconcile`, then `whose`.

    What is missing, cut short, or of another shape counts as not said.
    """
    document, _, last = ended.out.strip().rpartition("\n")
    told, known = _object(document), _object(last)
    outcome = "over-time" if ended.over_time else OUTCOMES.get(ended.code, "died")
    problems = _lines(told.get("problems"))
    if not problems and outcome != "done":
        problems = (_last_words(ended, outcome),)
    requests = told.get("requests")
    return Answer(
        outcome,
        _lines(told.get("did")),
        problems,
        requests if isinstance(requests, int) and requests > 0 else 0,
        _word(known.get("family")),
        _word(known.get("full_name")),
        *_watched(known.get("watched")),
    )


def whose(
    family: str | None, full_name: str | None, watched: Mapping[str, object] | None = None
) -> str:
    """Return the line that tells which repository a run was for, and how its site was found."""
    return json.dumps({"family": family, "full_name": full_name, "watched": watched})


def _watched(told: object) -> tuple[str | None, tuple[str, ...], str | None]:
    if not isinstance(told, dict) or told.get("outcome") not in WATCHED:
        return None, (), None
    unseen = _word(told.get("unseen"))
    return str(told["outcome"]), _lines(told.get("news")), _line(unseen) if unseen else None


def watched_in_words(name: str, answer: Answer) -> Text | None:
    """Return one line about a look at the published site; None where there is nothing new."""
    news = "; ".join(answer.news)
    match answer.watched:
        case "incident":
            return T("{repository}: INCIDENT, the live site is not what was marked: {news}",
                     repository=name, news=news)  # fmt: skip
        case "ended":
            return T("{repository}: the incident is over, the live site is what was marked.",
                     repository=name)  # fmt: skip
        case "unseen":
            return T("{repository}: the live site could not be looked at: {news}",
                     repository=name, news=news)  # fmt: skip
        case _:
            return None


def unseen_in_words(name: str, answer: Answer) -> Text | None:
    """Return one line where the published site was looked at without a browser, else None."""
    if answer.unseen is None:
        return None
    return T("{repository}: the live site was looked at without a browser: {why}",
             repository=name, why=answer.unseen)  # fmt: skip


def in_words(name: str, answer: Answer, seconds: float) -> Text:
    """Return one line about a run."""
    took = f"{seconds:.1f}"
    did = "; ".join(answer.did)
    problems = "; ".join(answer.problems)
    match answer.outcome, bool(did), bool(problems):
        case "over-time", _, _:
            return T("{repository}: ended by force after {seconds} s; the next run goes on.",
                     repository=name, seconds=took)  # fmt: skip
        case "died" | "defect", _, _:
            return T("{repository}: the run itself failed after {seconds} s: {problems}",
                     repository=name, seconds=took, problems=problems)  # fmt: skip
        case _, True, True:
            return T("{repository}: {did} In its way: {problems} ({seconds} s)",
                     repository=name, did=did, problems=problems, seconds=took)  # fmt: skip
        case _, True, _:
            return T("{repository}: {did} ({seconds} s)", repository=name, did=did, seconds=took)
        case _, _, True:
            return T("{repository}: in its way: {problems} ({seconds} s)",
                     repository=name, problems=problems, seconds=took)  # fmt: skip
        case _:
            return T("{repository}: nothing to do ({seconds} s).", repository=name, seconds=took)


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _lines(told: object) -> tuple[str, ...]:
    """Return `<case>: <what>` of each item, in the run's own words."""
    items: Sequence[object] = told if isinstance(told, list) else ()
    found = []
    for one in items:
        if isinstance(one, dict) and isinstance(one.get("what"), str):
            case = f"{one['case']}: " if one.get("case") else ""
            found.append(_line(f"{case}{one['what']}"))
    return tuple(found)


def _last_words(ended: Ended, outcome: str) -> str:
    """Return what an unhappy run wrote: of a fault its sentences, of a defect its last line."""
    lines = [one.strip() for one in ended.said.splitlines() if one.strip()]
    if outcome in ("defect", "died"):
        said = lines[-1] if lines else ""
        return _line(f"{said} [{ended.code}]")
    return _line(" ".join(lines))


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST else f"{line[:MOST]}…"


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
