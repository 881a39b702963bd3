"""A fake of GitHub with the office in it: people, a main branch, a clone to push from."""

import base64
from pathlib import Path
from typing import Any

from github import gitside
from github.fake import GitHubFake

SITE = "/repos/bkd/situs"
PULL, ISSUE = f"{SITE}/pulls/1", f"{SITE}/issues/1"


class Office:
    """A fake with a repository that has people, a main branch and a clone."""

    def __init__(self, folder: Path, hub: GitHubFake) -> None:
        self.hub, self.clone = hub, folder / "clone"
        hub.organization("bkd", admin="admin")
        hub.repo("bkd/situs")
        for login, right in (("melati", "write"), ("cendana", "write"), ("dahlia", "triage")):
            hub.person(login, "bkd/situs", right)
        self.bot = hub.app("paraf", "bkd/situs", "write")
        gitside.run(folder, "init", "--quiet", "--initial-branch=main", str(self.clone))
        self.commit("satu")
        self.push("admin", "main")

    def commit(self, text: str) -> str:
        (self.clone / "page.md").write_text(text)
        gitside.run(self.clone, "add", "page.md")
        who = ("-c", "user.name=M", "-c", "user.email=melati@example.org")
        gitside.run(self.clone, *who, "commit", "--quiet", "-m", text)
        return gitside.run(self.clone, "rev-parse", "HEAD")

    def git(self, login: str, *words: str, url: str = "bkd/situs") -> str:
        pair = base64.b64encode(f"x-access-token:{self.hub.person(login)}".encode()).decode()
        header = f"http.{self.hub.web}/.extraHeader=Authorization: Basic {pair}"
        words = tuple(self.hub.git_url(url) if word == "HUB" else word for word in words)
        return gitside.run(self.clone, "-c", header, *words)

    def push(self, login: str, branch: str, *options: str, url: str = "bkd/situs") -> None:
        self.git(login, "push", "--quiet", *options, "HUB", f"HEAD:refs/heads/{branch}", url=url)

    def draft(self, text: str = "dua") -> str:
        """Let melati open pull request 1 from a branch of her own, and return its head."""
        sha = self.commit(text)
        self.push("melati", "draft/x")
        told = {"title": "Jadwal", "head": "draft/x", "base": "main", "body": "isi"}
        self.act("melati", "POST", f"{SITE}/pulls", told)
        return sha

    def act(self, login: str, method: str, path: str, told: Any = None, *, expect: int = 0) -> Any:
        return self.hub.act(login, method, path, told, expect=expect)

    def review(self, login: str, event: str = "APPROVE", **more: str) -> dict[str, Any]:
        told = {"event": event, "body": "catatan", **more}
        found: dict[str, Any] = self.act(login, "POST", f"{PULL}/reviews", told)
        return found

    def events(self) -> list[str]:
        return [one["event"] for one in self.act("melati", "GET", f"{ISSUE}/timeline")]
