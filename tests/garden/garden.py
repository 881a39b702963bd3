"""The garden: a site as it was marked, the same site as it is served, and what was planted."""

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from garden.authority import Authority
from garden.nginx import Server, berth
from paraf.core.article import digest
from paraf.core.evidence import ExpectedPage, FileSum, Finding, Manifest, Release
from paraf.core.inspecting import InspectionRules
from paraf.inspection.site import Site
from paraf.site.manifest import manifest


@dataclass
class Garden:
    """What a plant works on. `server` serves it: its directives and headers may be altered.

    `files` are those that were marked; `live` those that are served otherwise (None: not at all),
    and those that never were marked. `pages` are those that the case changed, by their paths.
    """

    server: Server
    authority: Authority
    files: dict[str, bytes]
    live: dict[str, bytes | None] = field(default_factory=dict)
    pages: dict[str, ExpectedPage] = field(default_factory=dict)
    around: tuple[str, ...] = ()
    former: list[str] = field(default_factory=list)
    caches: dict[str, str] = field(default_factory=dict)
    rules: InspectionRules = field(default_factory=InspectionRules)
    headers: Mapping[str, str] | None = None
    others: list[Server] = field(default_factory=list)
    is_closed: bool = False

    @property
    def url(self) -> str:
        """Where it is served, with the slash at the end."""
        return self.server.url

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file before it is marked: its author's mistake."""
        before = self.files[path].decode()
        assert old in before, (path, old)
        self.files[path] = before.replace(old, new).encode()

    def rule(self, **rules: Any) -> None:
        """Let the office's rules say something else."""
        self.rules = replace(self.rules, **rules)

    def manifest(self) -> Manifest:
        """Return the sums of what was marked; call it when all is planted."""
        return manifest({path: _sum(body) for path, body in self.files.items()})

    def site(self, marked: Path) -> Site:
        """Return what the inspection is told, `marked` being where `write` put what was marked."""
        sums = self.manifest()
        return Site(
            url=self.url,
            manifest=sums,
            release=Release(sums.digest, 7, "c7"),
            pages=tuple(self.pages.values()),
            around=self.around,
            built=marked,
            rules=self.rules,
            former=tuple(self.former),
            headers=self.headers,
        )

    def write(self, marked: Path, served: Path) -> None:
        """Write the files, as they were marked and as they are served."""
        notice = json.dumps({"v": 1, "release": self.manifest().digest}).encode()
        told: dict[str, bytes | None] = {".well-known/release.json": notice}
        for folder, files in ((marked, self.files), (served, told | self.files | self.live)):
            for path, body in files.items():
                if body is not None:
                    file = folder / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(body)

    def seen(self, place: str) -> str:
        """Return a finding's place as the table writes it: below the site, folders for pages."""
        for one in self.others:
            place = place.replace(one.url, f"http://{one.host}/")
        path = unquote(place).removeprefix(self.url).removeprefix(self.url.rstrip("/"))
        return path.removesuffix("index.html")


ITSELF = "the site itself"
"""The trace of a defect because of which another program cannot read the site at all."""
Plant = Callable[[Garden], None]


@dataclass(frozen=True, slots=True)
class Defect:
    """One planted defect: `kind` must be found at `place`, a path as `Garden.seen` writes it.
    Where nobody can know the path before, `*` stands for it.

    `says` stands in what the finding says, where several of a kind are at one place. `also` are
    findings that the same defect is rightly told by as well; the place is its own where none is
    given, and `*` stands for any.
    `trace` is how one knows that another program found it (see benchmarks/garden.py).
    """

    name: str
    plant: Plant
    kind: str
    place: str
    says: str = ""
    trace: str = ""
    also: tuple[str | tuple[str, str], ...] = ()

    def is_told_by(self, finding: Finding, place: str) -> bool:
        """Say whether the finding is the one that must be there."""
        where = finding.kind == self.kind and self.place in (place, "*")
        return where and self.says in f"{finding.what.message} {dict(finding.what.values)}"

    def explains(self, finding: Finding, place: str) -> bool:
        """Say whether the finding is true because of this defect."""
        others = {(one, self.place) if isinstance(one, str) else one for one in self.also}
        told = {(finding.kind, place), (finding.kind, "*")} & others
        return self.is_told_by(finding, place) or bool(told)


def say(page: str, markup: str) -> Plant:
    """Add to the article of a page before it is marked."""
    return lambda it: it.edit(f"{page}index.html", "</article>", f"{markup}\n</article>")


def head(page: str, markup: str) -> Plant:
    """Add to the head of a page before it is marked."""
    return lambda it: it.edit(f"{page}index.html", "</head>", f"{markup}\n</head>")


def edit(path: str, old: str, new: str) -> Plant:
    """Change a file before it is marked."""
    return lambda it: it.edit(path, old, new)


def add(path: str, body: bytes) -> Plant:
    """Add a file before it is marked."""
    return lambda it: it.files.update({path: body})


def deface(path: str, old: str, new: str) -> Plant:
    """Change a file after it was marked."""

    def plant(it: Garden) -> None:
        before = (it.live.get(path) or it.files[path]).decode()
        assert old in before, (path, old)
        it.live[path] = before.replace(old, new).encode()

    return plant


def smuggle(path: str, body: bytes = b"left behind\n" * 40) -> Plant:
    """Serve a file that nobody marked."""
    return lambda it: it.live.update({path: body})


def expose(path: str, body: bytes = b"left behind\n" * 40) -> Plant:
    """Serve a file that should be hidden, past the rule that hides such ones."""
    return both(smuggle(path, body), serve(f"location = /{path} {{ }}"))


def lose(path: str) -> Plant:
    """Serve everything but this file."""
    return lambda it: it.live.update({path: None})


def serve(*directives: str) -> Plant:
    """Put directives before those of the server; `{url}` is the site's own address."""

    def plant(it: Garden) -> None:
        it.server.directives[:0] = [one.replace("{url}", it.url) for one in directives]

    return plant


def header(name: str, value: str | None) -> Plant:
    """Let the server send another header than it should; None: not this one."""

    def plant(it: Garden) -> None:
        it.server.headers.pop(name, None)
        if value is not None:
            it.server.headers[name] = value

    return plant


def cache(path: str, value: str) -> Plant:
    """Let what begins with a path (with its slash) be kept otherwise than it should be."""
    return lambda it: it.caches.update({path: value})


def redirect(old: str, new: str) -> Plant:
    """Let the office's rules say that an old path leads to another one."""
    return lambda it: it.rule(redirects={**it.rules.redirects, old: new})


def name(host: str, directive: str) -> Plant:
    """Give the site another name, where something else is answered without encryption."""

    def plant(it: Garden) -> None:
        told = directive.replace("{root}", str(it.server.root))
        other = Server(berth(host), directives=[told])
        it.others.append(other)
        it.rule(names=(*it.rules.names, f"{host}:{other.port}"))

    return plant


def close(it: Garden) -> None:
    """Let nobody serve the site."""
    it.is_closed = True


def expect(path: str, **otherwise: Any) -> Plant:
    """Let the case have changed this page, as its file says or `otherwise`."""

    def plant(it: Garden) -> None:
        it.pages[path] = replace(marked(it, path), **otherwise)

    return plant


def both(*plants: Plant) -> Plant:
    """Do several things for one defect."""

    def plant(it: Garden) -> None:
        for one in plants:
            one(it)

    return plant


def marked(it: Garden, path: str) -> ExpectedPage:
    """Return a page as it was marked, by its file: title, headings, downloads beside it."""
    text = it.files[f"{path}index.html"].decode()
    title = html.unescape(re.findall(r"<title>(.*) - ", text)[0])
    article = text.partition("<article data-pagefind-body>")[2].partition("</article>")[0]
    headings = tuple(html.unescape(one) for one in re.findall(r"<h\d[^>]*>(.*?)</h\d>", article))
    links = re.findall(r'href="(lampiran/[^"]+)"', article)
    downloads = {f"{path}{one}": _sum(it.files[f"{path}{one}"]) for one in links}
    return ExpectedPage(path, title, headings, downloads, digest(article))


def certify(*, stranger: bool = False, **otherwise: Any) -> Plant:
    """Give the server another certificate, as `Authority.certificate` or a `stranger` makes it."""

    def plant(it: Garden) -> None:
        name = f"other-{it.server.port}"
        issuer = Authority(it.authority.folder / name) if stranger else it.authority
        it.server.certificate = issuer.certificate(name, **otherwise)

    return plant


def _sum(body: bytes) -> FileSum:
    return FileSum(len(body), hashlib.sha256(body).hexdigest())
