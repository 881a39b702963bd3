"""An office that `paraf setup` is run for: its `review/`, and the command in this process.

The people are melati (pengelola), cendana (kasubid), dahlia (Plt. kabid), gaharu (kepala), kenanga
(was kabid until September), paraf (the program) and teguh (the administrator). It is 16 November
2026.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from office_world import MONDAY, REVIEW, alone
from paraf.cli.world import PARAF
from paraf.core.hosting import Hosted
from paraf.forge.rest import Rest
from paraf.pipeline import (
    hosting_gitea,
    hosting_gitea_seen,
    hosting_github,
    hosting_github_seen,
)
from paraf.pipeline.hosting import Carrying, Plan
from paraf.pipeline.hosting_remote import connect, named_here, wanted_of

PEOPLE = {"melati": "pengelola", "cendana": "kasubid", "dahlia": "kabid", "gaharu": "kepala"}
OTHERS = ("kenanga", "paraf", "teguh")
EVERYBODY = (*PEOPLE, *OTHERS)
TENURES = """\
tenures:
  - {person: melati, post: pengelola, holding: definitif, from: 2024-01-02, basis: SK 1}
  - {person: cendana, post: kasubid, holding: definitif, from: 2023-03-01, basis: SK 2}
  - {person: kenanga, post: kabid, holding: plt, from: 2021-06-01, until: 2026-09-01, basis: SP 3}
  - {person: dahlia, post: kabid, holding: plt, from: 2026-09-01, until: 2027-03-01, basis: SP 4}
  - {person: gaharu, post: kepala, holding: definitif, from: 2022-01-03, basis: SK 5}
"""


def roster(forge: str, numbers: Mapping[str, int]) -> str:
    """Return `officials.yml`; who is not in `numbers` has no account."""

    def people(names: tuple[str, ...]) -> str:
        return "".join(
            f"  - id: {one}\n    name: {one.title()} Contoh\n    emails: [{one}@bkd.example]\n"
            + (f"    {forge}: {numbers[one]}\n" if one in numbers else "")
            for one in names
        )

    posts = "".join(f"  {post}: Kepala {post}\n" for post in PEOPLE.values())
    return (
        f"version: 1\noffice: Kantor Contoh\nposts:\n{posts}"
        f"persons:\n{people((*PEOPLE, 'kenanga'))}{TENURES}"
        f"bots:\n{people(('paraf',))}administrators:\n{people(('teguh',))}"
    )


@dataclass(frozen=True)
class Ran:
    """What a command printed and ended with."""

    code: int
    out: str
    errors: str


@dataclass
class Clone:
    """A clone of the office's repository, in which the administrator works."""

    folder: Path
    forge: str
    token: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def write(self, numbers: Mapping[str, int], settings: Mapping[str, str]) -> None:
        """Write and commit `review/`: roster, rules, one SOP, and the forge in `settings`."""
        review = self.folder / "review"
        (review / "sop").mkdir(parents=True, exist_ok=True)
        for name in ("pipeline.yml", "rules.yml", "sop/update-website.yml"):
            shutil.copyfile(REVIEW / name, review / name)
        (review / "officials.yml").write_text(roster(self.forge, numbers))
        with (review / "pipeline.yml").open("a") as file:
            file.write("forge:\n" + "".join(f"  {key}: {one}\n" for key, one in settings.items()))
        git = alone(self.folder) if (self.folder / ".git").exists() else self._begin()
        git.run("add", ".")
        who = ("-c", "user.name=Teguh", "-c", "user.email=teguh@bkd.example")
        git.run(*who, "commit", "--quiet", "--message", "the office's rules")

    def _begin(self) -> Any:
        made = ("git", "init", "--quiet", "--initial-branch=main", self.folder)
        subprocess.run(made, check=True, capture_output=True)
        clock = self.folder.parent / "clock"
        clock.write_text(MONDAY.isoformat())
        git = alone(self.folder)
        git.run("config", "paraf.clock", str(clock))
        return git

    def setup(self, *words: str, answer: str = "") -> Ran:
        """Run `paraf setup <forge>` here; `answer` is typed when it asks."""
        env = os.environ | {"PARAF_TOKEN": self.token, "PARAF_LANG": "en", **self.more,
                            "XDG_CONFIG_HOME": str(self.folder.parent / "config")}  # fmt: skip
        done = subprocess.run(
            [*PARAF, "setup", self.forge, *words],
            cwd=self.folder, env=env, input=answer, capture_output=True, text=True,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    # The same in this process, for tests that need it often.

    @property
    def rest(self) -> Rest:
        """The forge, asked with this clone's token."""
        return connect(self.hosted, self.token)

    @property
    def hosted(self) -> Hosted:
        """The forge that this clone's settings name."""
        return named_here(alone(self.folder), self.forge)

    def plan(self) -> Plan:
        """Return what is to be done now."""
        rest = self.rest
        want = wanted_of(rest, self.hosted, MONDAY)
        if self.forge == "github":
            return hosting_github.plan(want, hosting_github_seen.look(rest, want))
        return hosting_gitea.plan(want, hosting_gitea_seen.look(rest, want))

    def apply(self, plan: Plan, calls: int = 1_000_000) -> None:
        """Carry a plan out; KeyboardInterrupt after so many calls."""
        rest, left = self.rest, [calls]

        def send(method: str, path: str, body: Any) -> Any:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return rest.send(method, path, body).answer.value

        carrying = Carrying(send, lambda: "rahasia")
        for step in plan.steps:
            carrying.carry_out(step)

    @property
    def secret_file(self) -> Path:
        """Where the webhook's secret lies when nobody gave one."""
        return next((self.folder.parent / "config" / "paraf").glob("*.webhook-secret"))


def told(plan: Plan) -> str:
    """Return a plan in English, a line for each step and detail."""
    lines = []
    for step in plan.steps:
        lines.append(f"{step.what}{' (widens rights)' if step.widens else ''}")
        lines += [f"  {one}" for one in step.details]
    return "\n".join(lines)
