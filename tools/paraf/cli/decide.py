"""`paraf decide`: the answer to the question that a case stands at."""

from typing import TYPE_CHECKING

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, good, note
from paraf.cli.language import say
from paraf.core.words import T

if TYPE_CHECKING:
    from paraf.core.sop import Step
    from paraf.pipeline.desk import Judged


@click.command(
    "decide", help=say(T("Answer the question that CASE stands at; without ANSWER, show it."))
)
@click.argument("case", metavar=say(T("CASE")))
@click.argument("answer", required=False, metavar=say(T("ANSWER")))
@click.option("-m", "--message", default="", help=say(T("A note to go with it.")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str, answer: str | None, message: str, json_: bool) -> int:
    """Answer a question, or show it with its answers."""
    from paraf.pipeline.act import decide, question
    from paraf.pipeline.desk import judged
    from paraf.pipeline.status import where

    desk, book = office_desk(quiet=json_)
    case = desk.find(case)
    if answer is None:
        now = judged(desk, case, book)
        _show(now, question(now), json_=json_)
        return 0
    done = decide(desk, book, case, answer, message)
    says = next(one.says for one in done.step.answers if one.key == answer)
    if json_:
        as_json({"case": case, "step": done.step.no, "answer": answer})
        return 0
    good(T("Decided at step {no} of case {case}: {answer}",
           no=done.step.label, case=case, answer=says))  # fmt: skip
    note(where(done.verdict.stand, book.office))
    return 0


def _show(now: "Judged", step: "Step", *, json_: bool) -> None:
    from paraf.pipeline.status import where

    steps = {one.no: one.label for one in now.sop.steps}
    if json_:
        as_json({
            "case": now.case.id,
            "step": step.no,
            "question": step.question,
            "answers": [
                {"key": one.key, "says": one.says, "next": steps.get(one.next, "end")}
                for one in step.answers
            ],
        })  # fmt: skip
        return
    good(T("{case}, step {no}: {question}",
           case=now.case.id, no=step.label, question=step.question))  # fmt: skip
    note(where(now.verdict.stand, now.office))
    for one in step.answers:
        to = T("then step {no}", no=steps[one.next]) if one.next in steps else T("then the end")
        note(T("{key} — {says} ({then})", key=one.key, says=one.says, then=to))
    note(T("Answer: paraf decide {case} ANSWER", case=now.case.id))
