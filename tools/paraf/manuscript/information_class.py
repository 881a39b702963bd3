"""Whether a draft says what its class of information asks for (UU 14/2008 articles 9 to 11, 17)."""

from collections.abc import Iterator

from paraf.core.evidence import Finding
from paraf.core.page import CaseFile, Draft, InformationClass, Page
from paraf.core.words import T
from paraf.manuscript.finding import warns


def check_class(draft: Draft) -> Iterator[Finding]:
    """Find pages and cases that do not say what their class asks for; only what a draft alters.

    Periodic information says how often it is renewed, by itself, its section or the office; what is
    announced at once says why it cannot wait. Exempt information is for `check_front` to refuse.
    """
    for entry in draft.entries:
        page = draft.pages.get(entry.path)
        if page is not None and not entry.deleted:
            yield from _period(entry.path, page)
    yield from _haste(draft.case)


def _period(path: str, page: Page) -> Iterator[Finding]:
    period = page.meta.listing.period
    if page.meta.information_class is InformationClass.PERIODIC and period is None:
        what = T("The page is periodic information (berkala), but does not say how often it is "
                 "renewed.")  # fmt: skip
        remedy = T("Add 'period:' at its top: bulanan, triwulan, semester or tahunan; sekali for "
                   "what is said once.")  # fmt: skip
        yield warns("period", path, what, remedy)


def _haste(case: CaseFile) -> Iterator[Finding]:
    record = f"drafts/{case.id}/case.yml"
    immediate = case.information_class is InformationClass.IMMEDIATE
    if immediate and not case.expedited:
        what = T("The case is to be announced at once (serta-merta), but does not say why it "
                 "cannot wait.")  # fmt: skip
        remedy = T("Add 'expedited:' with one sentence to case.yml; the reviewers see it first.")
        yield warns("expedited", record, what, remedy)
    if case.expedited and not immediate:
        what = T("The case says why it cannot wait, but is not classed as serta-merta.")
        remedy = T("Give it the class serta-merta, or take 'expedited:' out.")
        yield warns("expedited", record, what, remedy)
