"""`paraf setup github` against the fake, which holds every request against GitHub's description."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from everything import long
from github import gitside
from github.fake import AT_HAND, GitHubFake
from paraf.pipeline.hosting_people import people
from setup_world import EVERYBODY, Clone, told

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]
SITE = "/repos/bkd/situs"
TEAMS = "/orgs/bkd/teams"
NOTHING = "Nothing needs to be changed."
SERVICE = {"service": "http://127.0.0.1:9"}


class Bureau:
    """An organisation with a repository that holds `review/`, and its owner's clone."""

    def __init__(self, folder: Path, hub: GitHubFake) -> None:
        self.hub = hub
        hub.organization("bkd", pemilik="admin")
        hub.repo("bkd/situs")
        for one in EVERYBODY:
            hub.person(one)
        self.numbers = {one: hub.id(one) for one in EVERYBODY}
        folder.mkdir()
        self.clone = Clone(folder / "clone", "github", hub.person("pemilik"))
        self.publish(**SERVICE)

    def publish(self, **settings: str) -> None:
        """Commit the rules and put them on main, whatever the rulesets say."""
        forge = {"kind": "github", "url": self.hub.web, "repository": "bkd/situs"} | settings
        self.clone.write(self.numbers, forge)
        git = self.hub.world.repos["bkd/situs"].git
        gitside.run(git, "fetch", "--quiet", str(self.clone.folder), "+HEAD:refs/heads/main")

    def push(self, login: str, what: str) -> bool:
        """Push from the clone as somebody; say whether GitHub took it."""
        pair = base64.b64encode(f"x-access-token:{self.hub.person(login)}".encode()).decode()
        header = f"http.{self.hub.web}/.extraHeader=Authorization: Basic {pair}"
        try:
            gitside.run(self.clone.folder, "-c", header, "push", "--quiet",
                        self.hub.git_url("bkd/situs"), what)  # fmt: skip
        except Exception:  # noqa: BLE001 - whatever git says, the push was refused
            return False
        return True

    def commit(self) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@bkd.example")
        gitside.run(self.clone.folder, *who, "commit", "--quiet", "--allow-empty", "-m", "more")

    def act(self, method: str, path: str, body: Any = None, who: str = "pemilik") -> Any:
        return self.hub.act(who, method, path, body)

    def one(self, path: str, **known: str) -> dict[str, Any]:
        """Return the entry of a list that has some fields."""
        found: list[dict[str, Any]] = self.act("GET", f"{path}?per_page=100")
        return next(row for row in found if known.items() <= row.items())

    def accept(self) -> None:
        """Let everybody accept the invitations that they have."""
        for one in EVERYBODY:
            self.hub.accept(one)

    def members(self, post: str) -> set[str]:
        found = self.act("GET", f"{TEAMS}/situs-jabatan-{post}/members")
        return {row["login"] for row in found}


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with GitHubFake(tmp_path / "hub") as hub:
        yield Bureau(tmp_path / "bureau", hub)


@pytest.fixture
def ready(bureau: Bureau) -> Bureau:
    bureau.clone.apply(bureau.clone.plan())
    bureau.accept()
    return bureau


@long
def test_a_fresh_organisation_becomes_what_the_office_wants_and_stays_so(bureau: Bureau) -> None:
    assert bureau.clone.setup("--check").code == 3
    assert bureau.clone.setup().code == 3
    assert bureau.act("GET", f"{SITE}/rulesets") == []
    ran = bureau.clone.setup("--yes")
    assert ran.code == 0, ran.out + ran.errors
    invited = bureau.clone.setup("--check")
    assert invited.code == 0
    assert "cendana was invited to the team situs-jabatan-kasubid and has to" in invited.out
    bureau.accept()
    again = bureau.clone.setup()
    assert (again.code, again.out.strip()) == (0, f"✓ {NOTHING}")
    assert bureau.members("kabid") == {"dahlia"}
    assert bureau.act("GET", f"{SITE}/actions/permissions")["enabled"] is False
    hook = bureau.act("GET", f"{SITE}/hooks")[0]
    assert hook["config"]["url"] == "http://127.0.0.1:9/webhook/github"
    assert bureau.clone.secret_file.stat().st_mode & 0o777 == 0o600


def test_only_the_program_writes_and_the_administrator_only_main(ready: Bureau) -> None:
    git = ready.hub.world.repos["bkd/situs"].git
    # The fake knows rules for branches that are there; GitHub's own hold for new ones too.
    for branch in ("ledger/x", "report/x", "preview/x"):
        gitside.run(git, "branch", branch, "main")
    ready.commit()
    for who in ("melati", "cendana", "dahlia", "gaharu", "kenanga"):
        for branch in ("main", "ledger/x", "report/x", "preview/x", "lain"):
            assert not ready.push(who, f"HEAD:refs/heads/{branch}"), (who, branch)
    for who in ("teguh", "pemilik"):
        for branch in ("ledger/x", "report/x", "preview/x"):
            assert not ready.push(who, f"HEAD:refs/heads/{branch}"), (who, branch)
    assert not ready.push("pemilik", "HEAD:refs/heads/main")
    assert ready.push("teguh", "HEAD:refs/heads/main")
    ready.commit()
    for branch in ("main", "ledger/x", "report/x", "preview/x"):
        assert ready.push("paraf", f"HEAD:refs/heads/{branch}"), branch
    for branch in ("main", "ledger/x", "report/x"):
        assert not ready.push("paraf", f"+HEAD~1:refs/heads/{branch}"), branch
        assert not ready.push("paraf", f":refs/heads/{branch}"), branch
    assert ready.push("paraf", "+HEAD~1:refs/heads/preview/x")


def test_an_app_is_the_program_with_what_its_installation_gives(bureau: Bureau) -> None:
    bureau.hub.app("paraf-kantor", "bkd/situs")
    bureau.numbers = {**bureau.numbers, "paraf": bureau.hub.id("paraf-kantor[bot]")}
    bureau.publish(**SERVICE)
    bureau.clone.apply(bureau.clone.plan())
    number = bureau.one(f"{SITE}/rulesets", name="paraf-program")["id"]
    ruleset = bureau.act("GET", f"{SITE}/rulesets/{number}")
    app = bureau.hub.world.accounts["paraf-kantor[bot]"].app
    assert ruleset["bypass_actors"] == [
        {"actor_type": "Integration", "actor_id": app, "bypass_mode": "always"}
    ]
    assert told(bureau.clone.plan()) == ""


def test_without_a_service_workflows_run_and_nothing_else_does(bureau: Bureau) -> None:
    bureau.publish()
    bureau.clone.apply(bureau.clone.plan())
    assert bureau.act("GET", f"{SITE}/hooks") == []
    actions = bureau.act("GET", f"{SITE}/actions/permissions")
    assert (actions["enabled"], actions["allowed_actions"]) == (True, "selected")
    chosen = bureau.act("GET", f"{SITE}/actions/permissions/selected-actions")
    assert (chosen["verified_allowed"], chosen["patterns_allowed"]) == (False, [])
    rights = bureau.act("GET", f"{SITE}/actions/permissions/workflow")
    assert rights["default_workflow_permissions"] == "read"
    assert told(bureau.clone.plan()) == ""


Change = Callable[[Bureau], object]


def ruleset(name: str, **fields: Any) -> Change:
    def change(it: Bureau) -> None:
        number = it.one(f"{SITE}/rulesets", name=name)["id"]
        it.act("PUT", f"{SITE}/rulesets/{number}", fields)

    return change


def team(it: Bureau, method: str, path: str, body: Any = None) -> Any:
    return it.act(method, f"{TEAMS}/situs-jabatan-kasubid{path}", body)


def another_team(it: Bureau) -> None:
    it.act("POST", TEAMS, {"name": "tukang"})
    it.act("PUT", f"{TEAMS}/tukang{SITE}", {"permission": "push"})


def hook(it: Bureau, method: str, body: Any = None) -> Any:
    return it.act(method, f"{SITE}/hooks/{it.act('GET', f'{SITE}/hooks')[0]['id']}", body)


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB6nC1JgVDa5ynSMnhzbJMdTbsR0dM5dUMbrVRZbVbTT"
KENANGA = [{"actor_type": "OrganizationAdmin", "actor_id": 1, "bypass_mode": "always"}]
DRIFTS: list[tuple[str, Change, str]] = [
    ("somebody more in a team",
     lambda it: team(it, "PUT", "/memberships/kenanga", {"role": "member"}),
     "kenanga leaves the team situs-jabatan-kasubid"),
    ("somebody fewer in a team", lambda it: team(it, "DELETE", "/memberships/cendana"),
     r"Cendana Contoh \(cendana\) joins .*\(widens rights\)"),
    ("a team that may write", lambda it: team(it, "PUT", SITE, {"permission": "push"}),
     "Let the team situs-jabatan-kasubid reach the repository: read, comment, review, assign"),
    ("a team that is gone", lambda it: team(it, "DELETE", ""),
     r"Make the team situs-jabatan-kasubid .*\(widens rights\)"),
    ("a team of no post", lambda it: it.act("POST", TEAMS, {"name": "situs-jabatan-rahasia"}),
     "Remove the team situs-jabatan-rahasia"),
    ("another team that may write", another_team, "The team tukang no longer reaches"),
    ("a collaborator who may write",
     lambda it: it.act("PUT", f"{SITE}/collaborators/kenanga", {"permission": "push"}),
     "kenanga may only read from now on"),
    ("a program with too much",
     lambda it: it.act("PUT", f"{SITE}/collaborators/paraf", {"permission": "admin"}),
     "The program's account paraf may write"),
    ("an administrator who is gone",
     lambda it: it.act("DELETE", f"{SITE}/collaborators/teguh"),
     r"The administrator Teguh Contoh \(teguh\) may write.*\(widens rights\)"),
    ("a ruleset that sleeps", ruleset("paraf-main", enforcement="disabled"),
     "in force: disabled → active"),
    ("a ruleset that lets owners pass", ruleset("paraf-kept", bypass_actors=KENANGA),
     "who may all the same: OrganizationAdmin:1 → none"),
    ("a ruleset with a rule less", ruleset("paraf-program", rules=[{"type": "creation"}]),
     "what is refused: creation → creation, deletion, update"),
    ("a ruleset for less",
     ruleset("paraf-kept", conditions={"ref_name": {"include": ["refs/heads/main"],
                                                    "exclude": ["refs/heads/ledger/x"]}}),
     "except: refs/heads/ledger/x → none"),
    ("no ruleset", lambda it: it.act(
        "DELETE", f"{SITE}/rulesets/{it.one(f'{SITE}/rulesets', name='paraf-archive')['id']}"),
     "Make the ruleset paraf-archive"),
    ("another way to merge", lambda it: it.act("PATCH", SITE, {"allow_squash_merge": True}),
     "merging as one commit: yes → no"),
    ("Actions", lambda it: it.act("PUT", f"{SITE}/actions/permissions", {"enabled": True}),
     "Switch Actions off"),
    ("workflows that write",
     lambda it: it.act("PUT", f"{SITE}/actions/permissions/workflow",
                       {"default_workflow_permissions": "write"}),
     "Let workflows have no rights but those that they name"),
    ("a webhook to elsewhere",
     lambda it: hook(it, "PATCH", {"config": {"url": "http://127.0.0.1:8/webhook/github"}}),
     "Remove the webhook to http://127.0.0.1:8/webhook/github"),
    ("a webhook without a check", lambda it: hook(it, "PATCH", {"config": {
        "url": "http://127.0.0.1:9/webhook/github", "content_type": "json", "insecure_ssl": "1"}}),
     "certificates unchecked: 0 → 1|certificates unchecked: 1 → 0"),
    ("a webhook that tells nothing", lambda it: hook(it, "PATCH", {"events": ["push"]}),
     "what it tells of: push → issue_comment, pull_request, pull_request_review"),
    ("a key of a machine",
     lambda it: it.act("POST", f"{SITE}/keys", {"title": "ci", "key": KEY, "read_only": False}),
     "Remove the deploy key “ci”"),
    ("a label that looks otherwise",
     lambda it: it.act("PATCH", f"{SITE}/labels/paraf%2Fterbit", {"color": "000000"}),
     "colour: 000000 →"),
]  # fmt: skip


@long
def test_every_drift_is_shown_named_and_put_right(ready: Bureau) -> None:
    for name, change, shown in DRIFTS:
        change(ready)
        plan = ready.clone.plan()
        assert re.search(shown, told(plan)), (name, told(plan))
        ready.clone.apply(plan)
    assert told(ready.clone.plan()) == ""


@long
def test_what_only_people_can_do_is_named(ready: Bureau) -> None:
    ready.hub.world.repos["bkd/situs"].private = False
    ready.numbers = {one: number for one, number in ready.numbers.items() if one != "dahlia"}
    ready.publish(**SERVICE)
    plan = ready.clone.plan()
    said = [str(one) for one in plan.by_hand]
    assert "Without a number on this forge in review/officials.yml: Dahlia Contoh" in said[0]
    assert "The repository is public" in said[1]
    ready.clone.apply(plan)
    assert ready.members("kabid") == set()


@long
def test_the_numbers_that_the_roster_needs_are_shown(ready: Bureau) -> None:
    told = json.loads(ready.clone.setup("--ids", "dahlia", "--json").out)
    assert told == [{"login": "dahlia", "github": ready.hub.id("dahlia"), "name": ""}]
    found = people(ready.clone.rest, ready.clone.hosted, [])
    assert {"cendana", "pemilik"} <= {one.login for one in found}


def test_who_does_not_own_the_organisation_changes_nothing(bureau: Bureau) -> None:
    bureau.hub.person("teguh", "bkd/situs", "admin")
    bureau.clone.token = bureau.hub.person("teguh")
    ran = bureau.clone.setup("--yes")
    assert ran.code == 4
    assert "teguh does not own the organisation bkd." in ran.errors
    assert bureau.act("GET", TEAMS) == []


def test_a_repository_of_a_person_is_refused(bureau: Bureau) -> None:
    bureau.hub.repo("pemilik/situs", seed=bureau.hub.world.repos["bkd/situs"].git)
    own = {"kind": "github", "url": bureau.hub.web, "repository": "pemilik/situs"}
    bureau.clone.write(bureau.numbers, own)
    git = bureau.hub.world.repos["pemilik/situs"].git
    gitside.run(git, "fetch", "--quiet", str(bureau.clone.folder), "+HEAD:refs/heads/main")
    ran = bureau.clone.setup("--yes")
    assert ran.code == 4
    assert "pemilik is no organisation." in ran.errors
