"""The office's procedures as tables that a screen reader can walk."""

from collections.abc import Sequence
from html import escape

from paraf.core.sop import Sop, Step
from paraf.core.words import Say, T, Text
from paraf.site import markup

_HEADS = (
    T("No."),
    T("Actor"),
    T("Activity"),
    T("Needed"),
    T("Time"),
    T("Output"),
    T("Remark"),
)


def procedures(sops: Sequence[Sop], say: Say) -> str:
    """Return every procedure with its number, title, agency and rows, in the order given."""
    if not sops:
        return markup.entries((), "", say)
    return "\n\n".join(_procedure(one, say) for one in sops)


def _procedure(sop: Sop, say: Say) -> str:
    title = markup.literal(sop.identity.title)
    caption = say(T("Steps of the procedure “{title}”", title=sop.identity.title))
    # A remark is rare; where no step has one, its empty column would only press the others.
    remarks = any(step.remark for step in sop.steps)
    printed = _HEADS if remarks else _HEADS[:-1]
    heads = "".join(f'<th scope="col">{_html(say(one))}</th>' for one in printed)
    actors = {one.key: one.printed for one in sop.actors}
    rows = "\n".join(_row(step, actors[step.actor], len(printed)) for step in sop.steps)
    return (
        f"## {title} {{ #{_anchor(sop)} }}\n\n"
        f"{_identity(sop, say)}\n\n"
        # A table written out: Markdown's own has neither a caption nor heads of rows.
        f"<table>\n<caption>{_html(caption)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _anchor(sop: Sop) -> str:
    return "sop-" + "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in sop.id)


def _identity(sop: Sop, say: Say) -> str:
    printed: tuple[tuple[Text, str], ...] = (
        (T("Number"), sop.identity.number),
        (T("Agency"), sop.identity.agency),
        (T("Unit"), sop.identity.unit),
        (T("In force since"), sop.identity.effective),
    )
    parts = "\n".join(
        f"<dt>{_html(say(name))}</dt><dd>{_html(value)}</dd>" for name, value in printed if value
    )
    return f"<dl>\n{parts}\n</dl>"


def _row(step: Step, actor: str, columns: int) -> str:
    cells = (actor, step.activity, step.inputs, step.printed_norm, step.output, step.remark)
    inner = "".join(f"<td>{_html(one)}</td>" for one in cells[: columns - 1])
    return f'<tr><th scope="row">{step.no}</th>{inner}</tr>'


def _html(text: str) -> str:
    return escape(" ".join(text.split()))
