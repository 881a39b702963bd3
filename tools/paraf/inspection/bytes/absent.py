"""What must not be there: what does not exist, what was never published, what is no more."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.inspection.bytes.question import Answers, Question, answer
from paraf.inspection.fetch import Answer, Ask
from paraf.inspection.findings import address, block, shown
from paraf.inspection.site import Site

ENOUGH = 64_000
FOLDERS, MAPS, FORMER, LISTED = 200, 200, 1000, 50
REPOSITORY = {
    ".git/HEAD": re.compile(rb"ref: |[0-9a-f]{40}"),
    ".git/config": re.compile(rb"\s*\[core\]"),
    ".svn/wc.db": re.compile(rb"SQLite format 3"),
    ".hg/requires": re.compile(rb"[a-z0-9-]+\n"),
}
SECRETS = (".env", ".htpasswd", "server-status", "phpinfo.php")
BACKUPS = ("{}~", "{}.bak", "{}.orig", "{}.old", ".{}.swp")
CLOSE = T("Close this address in the settings of the web server, or remove the file.")
ROOT = T("Let the web server show only the folder of the live release.")
REMOVE = T("Remove the file from the web server; if it is meant to be there, publish it.")
HREF = re.compile(rb"""href\s*=\s*["']([^"'?#]+)["']""", re.IGNORECASE)


def questions(site: Site) -> list[Question]:
    """Return everything that is asked for in the hope that it is not there."""
    ghosts = _ghosts(site)
    return [
        Question(ghosts, lambda answers: _judge_ghosts(ghosts, answers)),
        _repository(site),
        *_absent(site, ghosts),
        _folders(site, ghosts),
    ]


def _ghosts(site: Site) -> list[Ask]:
    """Return what cannot exist. The names are the same for the same release: no chance in it."""
    name = hashlib.sha256(f"absent {site.manifest.digest}".encode()).hexdigest()[:20]
    below = min(
        (path.rpartition("/")[0] for path in site.manifest.files if "/" in path), default=""
    )
    paths = [f"{name}/", f"{name}.html", f"{below}/{name}.pdf".removeprefix("/")]
    return [Ask(_at(site, path), ENOUGH) for path in paths]


def _judge_ghosts(ghosts: list[Ask], answers: Answers) -> Iterator[Finding]:
    for ask in ghosts:
        got = answer(answers, ask)
        if got is not None and got.status not in (404, 410):
            yield block(
                "soft-404",
                ask.url,
                T("A page that does not exist answers {status}, not 404.", status=got.status),
                T("Let the web server answer 404 with the page 404.html."),
            )


def _repository(site: Site) -> Question:
    asks = {Ask(_at(site, path), ENOUGH, keep=True): sign for path, sign in REPOSITORY.items()}

    def judge(answers: Answers) -> Iterator[Finding]:
        for ask, sign in asks.items():
            got = answer(answers, ask)
            if got is not None and got.status == 200 and sign.match(got.body):
                what = T("The repository can be read by anybody: {place}", place=ask.url)
                yield block("repository-exposed", ask.url, what, CLOSE)

    return Question(list(asks), judge)


def _absent(site: Site, ghosts: list[Ask]) -> Iterator[Question]:
    digest = site.manifest.digest
    releases = ["releases/", "current/", f"releases/{digest}/", f"releases/{digest}/404.html"]
    for kind, paths, what, remedy in (
        ("releases-exposed", releases,
         T("The folder of all releases can be reached."), ROOT),
        ("secret-exposed", SECRETS,
         T("What is meant for the server alone can be reached."), CLOSE),
        ("map-exposed", _maps(site),
         T("A source map is there that was not published."), REMOVE),
        ("backup-exposed", _backups(site),
         T("An older or half-written state can be reached."), REMOVE),
        ("file-former", sorted(site.former)[:FORMER],
         T("A file of an older release is still there."), REMOVE),
        ("file-extra", ["sitemap.xml", "sitemap.xml.gz"],
         T("A file is there that was not published."), REMOVE),
    ):  # fmt: skip
        yield _gone(site, ghosts, kind, paths, (what, remedy))


def _gone(
    site: Site, ghosts: list[Ask], kind: str, paths: Iterable[str], said: tuple[Text, Text]
) -> Question:
    """Ask for paths that must not be there; those of the release and of others are left out."""
    asks = [
        Ask(_at(site, path), ENOUGH)
        for path in paths
        if not _is_ours(site, path) and not is_others(site, path)
    ]

    def judge(answers: Answers) -> Iterator[Finding]:
        for ask in asks:
            got = answer(answers, ask)
            if got is not None and is_there(got, ghosts, answers):
                yield block(kind, ask.url, *said)

    return Question(asks, judge)


def is_there(got: Answer, ghosts: list[Ask], answers: Answers) -> bool:
    """Say whether there is something, on a server that may have something for every address."""
    if got.status != 200:
        return False
    same = [answer(answers, ghost) for ghost in ghosts]
    shadows = {one.sha256 for one in same if one is not None and one.status == 200}
    if not shadows:
        return True
    return got.sha256 not in shadows and "html" not in got.headers.get("content-type", "html")


def _maps(site: Site) -> list[str]:
    found = [path for path in sorted(site.manifest.files) if path.endswith((".js", ".css"))]
    return [f"{path}.map" for path in found][:MAPS]


def _backups(site: Site) -> list[str]:
    pages = [f"{one.path}index.html" for one in site.pages][:3]
    code = [path for path in sorted(site.manifest.files) if path.endswith((".js", ".css"))][:1]
    found = []
    for path in dict.fromkeys(["index.html", *pages, *code]):
        folder, slash, name = path.rpartition("/")
        found += [f"{folder}{slash}{one.format(name)}" for one in BACKUPS]
    return found


def _folders(site: Site, ghosts: list[Ask]) -> Question:
    """Ask for folders without a page of their own: they must not show what is in them."""
    bare = [one for one in _all_folders(site) if f"{one}/index.html" not in site.manifest.files]
    asks = {
        Ask(_at(site, f"{one}/"), ENOUGH, keep=True): one
        for one in bare[:FOLDERS]
        if not is_others(site, f"{one}/")
    }

    def judge(answers: Answers) -> Iterator[Finding]:
        for ask, folder in asks.items():
            got = answer(answers, ask)
            if got is not None and is_there(got, ghosts, answers):
                yield block(
                    "listing-exposed",
                    ask.url,
                    T("The folder answers although it has no page of its own."),
                    T("Switch off the listing of folders in the web server."),
                )
                yield from _extra(site, folder, got)

    return Question(list(asks), judge)


def _extra(site: Site, folder: str, got: Answer) -> Iterator[Finding]:
    known = set(_all_folders(site))
    names = {unquote(one.decode("utf-8", "replace")) for one in HREF.findall(got.body)}
    inside = sorted(one for one in names if re.fullmatch(r"(?!\.\.?/?$)[^/:]+/?", one))
    for name in inside[:LISTED]:
        path = f"{folder}/{name}"
        ours = _is_ours(site, path) or path.removesuffix("/") in known
        if not ours and not is_others(site, path):
            what = T("{name} is there, but was not published.", name=shown(name))
            yield block("file-extra", _at(site, path), what, REMOVE)


def _all_folders(site: Site) -> list[str]:
    found: set[str] = set()
    for path in site.manifest.files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return sorted(found)


def _is_ours(site: Site, path: str) -> bool:
    files = site.manifest.files
    return path in files or (path.endswith("/") and f"{path}index.html" in files)


def is_others(site: Site, path: str) -> bool:
    """Say whether a path belongs to somebody else, as the office's rules have it."""
    return any(
        path == one.removesuffix("/") or path.startswith(f"{one.removesuffix('/')}/")
        for one in site.rules.others
    )


def _at(site: Site, path: str) -> str:
    return address(site.url, path)
