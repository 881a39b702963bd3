"""The texts of the stories, as somebody writes them in a clone."""

from pathlib import Path

import small_office
from office_world import alone
from paraf.forge.git import Git

SECTION = "content/pengumuman"


def begin(folder: Path, case: str) -> Git:
    """Begin a case's branch in a clone, at the main that it knows; return git there."""
    git = alone(folder)
    git.run("switch", "--quiet", "--no-track", "--force-create", f"draft/{case}", "origin/main")
    return git


def write(git: Git, case: str, text: str, *, author: str = "", trailer: str = "") -> str:
    """Commit a text of the case on its branch; return the commit."""
    name, folder = case.partition("-")[2], Path(git.text("rev-parse", "--show-toplevel"))
    page = small_office.page(f"pengumuman/{name}.md", name, f"# {name}\n\n{text}\n")
    files = {
        f"{SECTION}/{name}.md": small_office.source(page),
        f"drafts/{case}/case.yml": (
            f"version: 1\nid: {case}\nsop: update-website\ntitle: {name}\n"
            f"information_class: berkala\npages: [{SECTION}/{name}.md]\ndownloads: []\n"
            "opened: 2026-11-16T07:41:00+07:00\n"
        ),
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    git.run("add", ".")
    by = [f"--author={author}"] if author else []
    more = [f"--message={trailer}"] if trailer else []
    git.run("commit", "--quiet", "--allow-empty", f"--message={name}", *more, *by)
    return git.text("rev-parse", "HEAD")
