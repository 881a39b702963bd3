"""Files and folders of a repository at a commit."""

import base64
from typing import Any

from github import gitside
from github.calls import NOT_FOUND, Answer, Call, Refused, route
from github.on_repos import REPO, sha_of
from github.state import Repo

LARGEST = 1024 * 1024
"""Bytes of the largest file that comes with its content; GitHub leaves it empty above that."""


@route(f"GET {REPO}/contents/{{path}}")
def _content(call: Call) -> Answer:
    """Answer a file with its content, or what is in a folder without."""
    repo, path = call.repo(), call.gaps["path"].strip("/")
    ref = sha_of(repo, call.query.get("ref", repo.default))
    kind = _rows(repo, f"{ref}:{path}", batch=True)
    if kind == ["tree"]:
        return Answer(200, [_folder_row(call, repo, ref, path, one)
                            for one in _rows(repo, f"{ref}:{path}")])  # fmt: skip
    if kind != ["blob"]:
        raise Refused(*NOT_FOUND)
    sha = gitside.run(repo.git, "rev-parse", f"{ref}:{path}")
    content = gitside.read_blob(repo.git, sha)
    told = _entry(call, repo, ref, path, ("file", sha, len(content)))
    small = len(content) <= LARGEST
    text = base64.encodebytes(content).decode() if small else ""
    return Answer(200, told | {"encoding": "base64" if small else "none", "content": text})


def _rows(repo: Repo, name: str, *, batch: bool = False) -> list[str]:
    """Return the rows of a folder, or (`batch`) what kind of object a name means."""
    if not batch:
        return gitside.run(repo.git, "ls-tree", "-z", "--long", name).strip("\0").split("\0")
    told = gitside.run(repo.git, "cat-file", "--batch-check=%(objecttype)", text=f"{name}\n")
    return [told]


def _folder_row(call: Call, repo: Repo, ref: str, path: str, row: str) -> dict[str, Any]:
    told, _, name = row.partition("\t")
    _, kind, sha, size = told.split()
    what = {"blob": "file", "tree": "dir"}.get(kind, "submodule")
    return _entry(call, repo, ref, f"{path}/{name}", (what, sha, 0 if size == "-" else int(size)))


def _entry(
    call: Call, repo: Repo, ref: str, path: str, told: tuple[str, str, int]
) -> dict[str, Any]:
    kind, sha, size = told
    url, web = f"{call.world.api}/repos/{repo.full}", f"{call.world.web}/{repo.full}"
    objects = "trees" if kind == "dir" else "blobs"
    links = {"self": f"{url}/contents/{path}?ref={ref}", "git": f"{url}/git/{objects}/{sha}",
             "html": f"{web}/{'tree' if kind == 'dir' else 'blob'}/{ref}/{path}"}  # fmt: skip
    return {
        "type": kind, "size": size, "name": path.rpartition("/")[2], "path": path, "sha": sha,
        "url": links["self"], "git_url": links["git"], "html_url": links["html"],
        "download_url": None if kind == "dir" else f"{web}/raw/{ref}/{path}", "_links": links,
    }  # fmt: skip
