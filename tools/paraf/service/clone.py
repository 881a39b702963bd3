"""The program's clone of a repository, made where there is none yet."""

import base64
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from paraf.core.words import T
from paraf.forge.git import ALONE, Git
from paraf.pipeline.rulebook import at, load
from paraf.ports import ForgeFault
from paraf.service.settings import Repository

MAIN = "refs/remotes/origin/main"
UNDER_WAY = ".part"


def make_clone(one: Repository, token: str) -> bool:
    """Make the clone that `one` wants, set up to sign as the program; False if it is there.

    No file of the repository is checked out, for everything is read by git object; no hook is
    installed; the token is written nowhere. Killed anywhere, the next call begins anew.
    """
    if one.clone is None or (one.folder / ".git").exists():
        return False
    part = one.folder.with_name(one.folder.name + UNDER_WAY)
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    words = ["git", "clone", "--quiet", "--no-checkout", "--template=", "-c",
             "transfer.fsckObjects=true", "--", one.clone, str(part)]  # fmt: skip
    done = subprocess.run(
        words, env=_environment(one.clone, token), stdin=subprocess.DEVNULL, capture_output=True,
        text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        shutil.rmtree(part, ignore_errors=True)
        raise ForgeFault(
            T("{address} could not be cloned: {said}", address=one.clone, said=done.stderr.strip()),
            T("See to the address and to the program's token in token_file."),
        )
    _sign(part, one)
    part.rename(one.folder)
    return True


def _sign(folder: Path, one: Repository) -> None:
    """Let the clone sign as the first program of the office's roster."""
    git = Git(folder)
    bot = load(at(git, MAIN)).office.bots[0]
    wanted = {"user.name": bot.name, "user.email": bot.emails[0], "gpg.format": "ssh"}
    if one.signing_key_file is not None:
        wanted["user.signingkey"] = str(one.signing_key_file)
    for key, value in wanted.items():
        git.run("config", key, value)


def _environment(address: str, token: str) -> Mapping[str, str]:
    """Return git's environment; the token goes to the address's own host, and to no other."""
    given = os.environ | ALONE | {"GIT_ALLOW_PROTOCOL": "https:http:ssh:file"}
    url = urlsplit(address)
    if not token or url.scheme not in ("https", "http"):
        return given
    # Gitea and GitHub take the token as the password of anybody.
    told = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return given | {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": f"http.{url.scheme}://{url.netloc}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {told}",
        "GIT_CONFIG_KEY_1": "http.followRedirects",
        "GIT_CONFIG_VALUE_1": "false",
    }
