"""The list of the office's procedures: each with its page and its PDF."""

from collections.abc import Collection, Sequence

from paraf.core.sop import Sop
from paraf.core.words import Say, T
from paraf.site import markup

FOLDER = "sop"
"""Where the pages and papers of procedures lie, below `content/`."""


def procedures(sops: Sequence[Sop], page: str, made: Collection[str], say: Say) -> str:
    """Return the list for `page`, in the order given; links lead to those files that are `made`."""
    if not sops:
        return markup.entries((), page, say)
    items = "\n".join(_entry(one, page, made, say) for one in sops)
    return f'<ul class="paraf-list paraf-sops" markdown>\n{items}\n</ul>'


def paths(sop: Sop) -> tuple[str, str]:
    """Return where a procedure's page and PDF lie, below `content/`."""
    name = "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in sop.id)
    return f"{FOLDER}/{name}.md", f"{FOLDER}/{name}.pdf"


def _entry(sop: Sop, page: str, made: Collection[str], say: Say) -> str:
    own, paper = paths(sop)
    identity = sop.identity
    title = markup.literal(identity.title)
    if own in made:
        title = markup.link(identity.title, own, page)
    more = [markup.literal(identity.number)] if identity.number else []
    if paper in made:
        more.append(markup.link(say(T("PDF of {title}", title=identity.title)), paper, page))
    issuer = ", ".join(markup.literal(one) for one in (identity.agency, identity.unit) if one)
    steps = markup.literal(say(T("{count} rows", count=len({s.row or s.no for s in sop.steps}))))
    line = " · ".join([*more[:1], steps, *more[1:]])
    return f'<li markdown="span"><strong>{title}</strong><p>{issuer}<br>{line}</p></li>'
