"""How to do in this forge what a case waits for: the buttons, the commands, the words."""

from collections.abc import Iterator

from paraf.core.phrases import called
from paraf.core.sop import Act, Step
from paraf.core.verdict import Waiting
from paraf.core.words import T, Text
from paraf.pipeline.notice_stand import MARK
from paraf.pipeline.notice_view import Phase, View
from paraf.pipeline.notice_words import name, plain

REVIEW = {
    "gitea": T("Open the tab **Files Changed** and press **Review** (Forgejo: **Finish review**)."),
    "github": T(
        "Open the tab **Files changed** and press **Submit review** (older: **Review changes**)."
    ),
}
"""Where each forge keeps its reviews; its buttons are not translated."""
AGAIN = "/ulangi"
CORRECT = "/koreksi"
BACK_TO = "Kembali-ke:"
"""What the last line of a return begins with when it names the step to go back to."""


def advice(view: View) -> tuple[Text, ...]:
    """Say how whoever is next does what is due on this change; nothing where the program acts.

    The texts hold Markdown; what other people wrote in them is harmless already.
    """
    stand = view.now.verdict.stand
    if view.trouble:
        return (T("Tell the administrator; nobody marks this before it is settled."),)
    if not isinstance(stand, Waiting) or not view.here:
        return ()
    if not stand.holders:
        return (T("The administrator enters who acts, or a Plt. or Plh., in the roster."),)
    return tuple(_advice(view, stand))


def _advice(view: View, stand: Waiting) -> Iterator[Text]:
    step = stand.step
    match step.act:
        case Act.REVIEW if view.phase is Phase.UNFIT:
            yield T("Correct the draft in its folder, then run {command}; it is checked anew.",
                    command=_submit(view))  # fmt: skip
        case Act.REVIEW:
            yield from _review(view, step)
        case Act.DISPOSITION:
            yield from _disposition(view, step)
        case Act.BRANCH:
            yield T("This forge has no button for a decision; ask the administrator.")
        case Act.PERFORM if not step.by_hand:
            yield from _again(view, step)
        case _:
            yield from _text(view, stand)


def _review(view: View, step: Step) -> Iterator[Text]:
    yield REVIEW.get(view.setting.forge, REVIEW["gitea"])
    mark = MARK[step.mark] if step.mark else T("review")
    yield T("To give your {mark}, choose **Approve**.", mark=mark)
    target = view.now.sop.step(step.returns_to or view.now.sop.opener(view.change).no)
    yield T("To return it to step {no}, write your reason and choose **Request changes**.",
            no=target.label)  # fmt: skip
    earlier = [one for one in view.now.sop.of(step.change) if one.no < step.no]
    others = [one.label for one in earlier if one.no != target.no]
    if others:
        yield T("To return it to another step ({steps}), let the last line be `{line}`.",
                steps=", ".join(others), line=f"{BACK_TO} {others[-1]}")  # fmt: skip


def _disposition(view: View, step: Step) -> Iterator[Text]:
    office, post = view.now.office, view.now.sop.post(step.to or step.actor)
    people = dict.fromkeys(one.person for one in office.holders(post, view.setting.at))
    names = ", ".join(plain(office.named(one).name, 120) for one in people)
    if names:
        yield T("At the right, under **Assignees**, choose {names}.", names=f"**{names}**")
    else:
        yield T("Nobody holds the post {post}; the administrator enters who does.",
                post=plain(office.title(post)))  # fmt: skip


def _again(view: View, step: Step) -> Iterator[Text]:
    if step.change in view.now.case.changes and not view.failed:
        yield T("To correct the report, comment `{command}` followed by what was corrected.",
                command=CORRECT)  # fmt: skip
        yield T("To have the site published and checked again, comment `{command}`.", command=AGAIN)
    else:
        yield T("When the cause is removed, comment `{command}`: Paraf tries again.", command=AGAIN)


def _text(view: View, stand: Waiting) -> Iterator[Text]:
    change = called(stand.step.change)
    if not stand.because:
        yield T("Send the {change} to this pull request.", change=change)
        return
    yield T("Correct it in its folder, then run {command}: that hands the {change} in again.",
            command=_submit(view), change=change)  # fmt: skip
    yield T("A new text needs every mark again.")


def _submit(view: View) -> str:
    return name(f"paraf submit {view.now.case.id}")
