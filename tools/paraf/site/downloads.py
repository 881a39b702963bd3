"""The table of all files that the site offers for download."""

import posixpath
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from paraf.core import phrases
from paraf.core.page import Page
from paraf.core.words import Say, T
from paraf.site import markup
from paraf.site.manifest import digest

FOLDER = "unduhan/berkas"
"""Where files for download lie, below `content/`."""

_TARGET = re.compile(r"""\]\(\s*<?([^)>\s]+)|\b(?:href|src)=["']([^"']+)""")


def downloads(content: Path, pages: Sequence[Page], page: str, say: Say) -> str:
    """Return the table, by path; a file's date is that of the newest page that links to it."""
    offered = files(content)
    if not offered:
        return markup.entries((), page, say)
    dates = _dates(pages)
    heads = (T("File"), T("Type"), T("Size"), T("Date"), T("SHA-256"))
    lines = [
        f"| {' | '.join(markup.literal(say(one)) for one in heads)} |",
        "|---" * len(heads) + "|",
        *(_row(one, content, dates, page, say) for one in offered),
    ]
    return '<div class="paraf-downloads" markdown>\n\n' + "\n".join(lines) + "\n\n</div>"


def files(content: Path) -> list[Path]:
    """Return the files offered for download below the folder of the sources, by path."""
    return sorted(one for one in (content / FOLDER).rglob("*") if _offered(one))


def _offered(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".md"


def _row(file: Path, content: Path, dates: dict[str, date], page: str, say: Say) -> str:
    path = file.relative_to(content).as_posix()
    sum_ = digest(file)
    day = dates.get(path)
    cells = (
        markup.link(file.name, path, page),
        markup.literal(file.suffix.removeprefix(".").upper()),
        markup.literal(say(phrases.size(sum_.size))),
        markup.time(day, say) if day else "",
        f'<code class="paraf-digest">{sum_.sha256}</code>',
    )
    return f"| {' | '.join(cells)} |"


def _dates(pages: Iterable[Page]) -> dict[str, date]:
    dates: dict[str, date] = {}
    for page in pages:
        for target in targets(page):
            dates[target] = max(page.meta.date, dates.get(target, page.meta.date))
    return dates


def targets(page: Page) -> Iterable[str]:
    """Yield the paths below `content/` that a page links to, whether anything lies there or not."""
    folder = posixpath.dirname(page.path)
    for inline, attribute in _TARGET.findall(page.body):
        # No address is parsed here: a wrong one is for the checks to name, not to stumble over.
        path = re.split(r"[?#]", inline or attribute, maxsplit=1)[0]
        yield posixpath.normpath(posixpath.join(folder, unquote(path)))
