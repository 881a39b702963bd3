"""`paraf setup gitea` on a real Gitea: what it promises is tried by breaking it, as each person."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from everything import long
from gitea_server import Person, Server
from gitea_site import eventually
from hook_receiver import Receiver
from paraf.pipeline.hosting import Call, Carrying
from setup_world import EVERYBODY, Clone, told

pytestmark = [pytest.mark.gitea, pytest.mark.server]
NUMBERS = count(1)
NOTHING = "Nothing needs to be changed."


class Bureau:
    """A fresh organisation with a repository that holds `review/`, and its owner's clone."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.name = server, f"kantor-{next(NUMBERS)}"
        for one in (*EVERYBODY, "pemilik"):
            if one not in server.people:
                server.add_person(one)
        self.owner = self.who("pemilik")
        server.call(self.owner, "POST", "/orgs", {"username": self.name})
        server.call(self.owner, "POST", f"/orgs/{self.name}/repos", {"name": "situs"})
        folder.mkdir()
        self.clone = Clone(folder / "clone", "gitea", self.owner.token)
        self.service = "http://127.0.0.1:9"
        self.numbers = {one: self.who(one).number for one in EVERYBODY}
        self.publish()

    def publish(self, **settings: str) -> None:
        """Commit the rules and push them to main as the owner, rules or no rules."""
        forge = {"kind": "gitea", "url": self.server.url, "repository": f"{self.name}/situs",
                 "service": self.service}  # fmt: skip
        self.clone.write(self.numbers, forge | settings)
        who = self.who("teguh") if self.protected else self.owner
        self.push(who, "HEAD:refs/heads/main", good=True)
        tip = self.commit("")
        # The forge learns of a push behind its answer's back.
        eventually(lambda: self.request(self.owner, "GET", "/branches/main"),
                   lambda told: told.is_success and told.json()["commit"]["id"] == tip)  # fmt: skip

    @property
    def protected(self) -> bool:
        return self.request(self.owner, "GET", "/branch_protections/main").status_code == 200

    def who(self, name: str) -> Person:
        return self.server.people[name]

    def call(self, who: str | Person, method: str, path: str, body: object = None) -> Any:
        person = self.who(who) if isinstance(who, str) else who
        return self.server.call(person, method, f"/repos/{self.name}/situs{path}", body)

    def request(
        self, who: str | Person, method: str, path: str, body: object = None
    ) -> httpx.Response:
        person = self.who(who) if isinstance(who, str) else who
        return self.server.request(person, method, f"/repos/{self.name}/situs{path}", body)

    def push(self, who: str | Person, *words: str, good: bool = False) -> bool:
        """Push from the clone as somebody; say whether the forge took it."""
        person = self.who(who) if isinstance(who, str) else who
        url = f"{self.server.url}/{self.name}/situs.git"
        done = self.server.git(person, self.clone.folder, "push", "--quiet", url, *words)
        assert done.returncode == 0 or not good, done.stderr
        return done.returncode == 0

    def commit(self, text: str) -> str:
        """Make a commit on the clone's tip, or none without a text, and return the tip."""
        who = ("-c", "user.name=x", "-c", "user.email=x@bkd.example")
        if text:
            words = (*who, "commit", "--quiet", "--allow-empty", "-m", text)
            self.server.git(None, self.clone.folder, *words)
        return self.server.git(None, self.clone.folder, "rev-parse", "HEAD").stdout.strip()

    def team(self, post: str) -> int:
        """Return the number of a post's team."""
        teams = self.server.call(self.owner, "GET", f"/orgs/{self.name}/teams?limit=50")
        return int(next(one["id"] for one in teams if one["name"] == f"situs-jabatan-{post}"))

    def members(self, post: str) -> set[str]:
        found = self.server.call(self.owner, "GET", f"/teams/{self.team(post)}/members")
        return {one["login"] for one in found}

    def drafts(self, name: str = "jadwal") -> int:
        """Let melati hand in a draft by AGit; return the pull request's number."""
        self.commit(name)
        self.push("melati", "HEAD:refs/for/main", "-o", f"topic=draft/{name}", good=True)
        pulls = self.call("paraf", "GET", "/pulls?state=open&sort=newest")
        return int(pulls[0]["number"])


@pytest.fixture
def bureau(server: Server, tmp_path: Path) -> Bureau:
    return Bureau(server, tmp_path / "bureau")


@pytest.fixture
def ready(bureau: Bureau) -> Bureau:
    bureau.clone.apply(bureau.clone.plan())
    return bureau


def test_a_fresh_organisation_becomes_what_the_office_wants_and_stays_so(bureau: Bureau) -> None:
    checked = bureau.clone.setup("--check")
    assert checked.code == 3
    assert "Make the team situs-jabatan-kasubid" in checked.out
    assert not bureau.protected

    ran = bureau.clone.setup("--yes")
    assert ran.code == 0, ran.out + ran.errors
    for words in (("--check",), ("--yes",), ()):
        again = bureau.clone.setup(*words)
        assert (again.code, again.out.strip()) == (0, f"✓ {NOTHING}")
    assert bureau.members("kabid") == {"dahlia"}
    labels = {one["name"] for one in bureau.call("paraf", "GET", "/labels?limit=50")}
    assert {"paraf/diperiksa", "paraf/terbit"} <= labels
    assert bureau.call("paraf", "GET", "")["private"] is True


@long
def test_nothing_is_changed_without_a_yes(bureau: Bureau) -> None:
    for answer in ("", "\n", "n\n"):
        ran = bureau.clone.setup(answer=answer)
        assert ran.code == 3
        assert "These numbers give somebody more rights than now: 2, 3, 4, 5, 6" in ran.out
        assert not bureau.protected
    assert bureau.clone.setup(answer="y\n").code == 0
    assert bureau.protected


def test_programs_read_the_plan_as_json(bureau: Bureau) -> None:
    told = json.loads(bureau.clone.setup("--check", "--json").out)
    assert told["by_hand"] == []
    assert {"what", "details", "widens"} == set(told["steps"][0])
    wide = [one["what"] for one in told["steps"] if one["widens"]]
    assert any(one.startswith("Melati Contoh (melati) joins") for one in wide)
    assert not any("Protect" in one or "label" in one for one in wide)


@pytest.mark.parametrize(
    "scope", ["write:organization", "write:repository", "write:issue", "read:user"]
)
@long
def test_the_named_scopes_are_enough_and_each_is_needed(bureau: Bureau, scope: str) -> None:
    scopes = {"write:organization", "write:repository", "write:issue", "read:user"}
    name = f"setup-{bureau.name}"
    bureau.clone.token = bureau.server.add_token(
        bureau.owner, f"{name}-less", tuple(scopes - {scope})
    )
    less = bureau.clone.setup("--yes")
    assert less.code == 4
    assert "required scope" in less.errors
    bureau.clone.token = bureau.server.add_token(bureau.owner, name, tuple(scopes))
    assert bureau.clone.setup("--yes").code == 0


# What the settings protect against, tried by those who would.


def test_officials_write_nothing_and_the_administrator_only_main(ready: Bureau) -> None:
    ready.commit("more")
    for who in ("melati", "cendana", "dahlia", "gaharu", "kenanga"):
        for branch in ("main", "ledger/20261116-x", "report/20261116-x", "preview/x", "lain"):
            assert not ready.push(who, f"HEAD:refs/heads/{branch}"), (who, branch)
        assert not ready.push(who, "HEAD:refs/tags/archive/20261116-x"), who
    for who in ("teguh", "pemilik", "admin"):
        for branch in ("ledger/20261116-x", "report/20261116-x"):
            assert not ready.push(who, f"HEAD:refs/heads/{branch}"), (who, branch)
        assert not ready.push(who, "HEAD:refs/tags/archive/20261116-x"), who
    assert not ready.push("pemilik", "HEAD:refs/heads/main")
    assert ready.push("teguh", "HEAD:refs/heads/main")


@long
def test_the_program_writes_ledgers_that_nobody_rewrites(ready: Bureau) -> None:
    first = ready.commit("first")
    for branch in ("main", "ledger/x", "report/x", "preview/x"):
        assert ready.push("paraf", f"HEAD:refs/heads/{branch}"), branch
    ready.commit("second")
    other = f"{first}~1"
    for who in ("paraf", "teguh", "pemilik", "admin"):
        assert not ready.push(who, "--force", f"{other}:refs/heads/ledger/x"), who
        assert not ready.push(who, ":refs/heads/ledger/x"), who
        assert not ready.push(who, "--force", f"{other}:refs/heads/main"), who
        assert not ready.push(who, "--force", f"{other}:refs/heads/report/x"), who
    assert ready.push("paraf", "--force", f"{other}:refs/heads/preview/x")
    assert ready.push("paraf", "HEAD:refs/tags/archive/x")
    assert not ready.push("teguh", ":refs/tags/archive/x")


def test_nobody_but_the_program_posts_a_status_or_merges(ready: Bureau) -> None:
    number = ready.drafts()
    head = ready.call("paraf", "GET", f"/pulls/{number}")["head"]["sha"]
    status = {"state": "success", "context": "paraf/manuscript (main)"}
    for who in ("melati", "cendana", "dahlia", "gaharu", "kenanga"):
        assert ready.request(who, "POST", f"/statuses/{head}", status).status_code in (403, 404), (
            who
        )
    for who in ("melati", "cendana", "dahlia", "gaharu"):
        ready.request(who, "POST", f"/pulls/{number}/reviews", {"event": "APPROVED", "body": "ya"})
    ready.call("paraf", "POST", f"/statuses/{head}", status)
    for how in ("merge", "squash", "rebase", "fast-forward-only", "manually-merged"):
        for who in (
            "melati",
            "cendana",
            "dahlia",
            "gaharu",
            "kenanga",
            "teguh",
            "pemilik",
            "admin",
        ):
            body = {"Do": how, "head_commit_id": head, "force_merge": True, "MergeCommitID": head}
            ran = ready.request(who, "POST", f"/pulls/{number}/merge", body)
            assert ran.status_code in (403, 404, 405), (who, how, ran.status_code)
    merge = {"Do": "merge", "head_commit_id": head}
    done = eventually(lambda: ready.request("paraf", "POST", f"/pulls/{number}/merge", merge),
                      lambda told: "try again" not in told.text)  # fmt: skip
    assert done.status_code == 200, done.text


def test_whoever_gives_dispositions_assigns_and_nobody_else(ready: Bureau) -> None:
    number = ready.drafts()

    def assigned_by(who: str, to: list[str]) -> set[str]:
        ready.request(who, "PATCH", f"/issues/{number}", {"assignees": to})
        found = ready.call("paraf", "GET", f"/issues/{number}")
        return {one["login"] for one in found["assignees"] or ()}

    assert assigned_by("melati", ["gaharu"]) == set()
    assert assigned_by("gaharu", ["melati"]) == set()
    assert assigned_by("cendana", ["melati"]) == {"melati"}


def test_officials_read_comment_and_review_officially(ready: Bureau) -> None:
    number = ready.drafts()
    for who in ("cendana", "dahlia", "gaharu"):
        told = ready.call(
            who, "POST", f"/pulls/{number}/reviews", {"event": "APPROVED", "body": "ya"}
        )
        assert told["official"], who
    assert ready.request("kenanga", "GET", f"/pulls/{number}").status_code == 404
    assert ready.request("dahlia", "GET", "/hooks").status_code == 403


@long
def test_the_program_cannot_change_the_settings(ready: Bureau) -> None:
    bot = "paraf"
    assert (
        ready.request(
            bot, "PATCH", "/branch_protections/main", {"enable_force_push": True}
        ).status_code
        == 403
    )
    assert ready.request(bot, "DELETE", "/branch_protections/main").status_code == 403
    assert ready.request(bot, "PATCH", "", {"private": False}).status_code == 403
    ready.clone.token = ready.who(bot).token
    ran = ready.clone.setup("--check")
    assert ran.code == 4
    assert f"paraf does not own the organisation {ready.name}." in ran.errors


# Drift: whatever somebody changes is shown, and put right with a yes.

Change = Callable[[Bureau], object]


def rule(name: str, **fields: object) -> Change:
    path = "/branch_protections/" + name.replace("/", "%2F").replace("*", "%2A")
    return lambda it: it.call(it.owner, "PATCH", path, fields)


KNOWN = {
    "administrators merge around it": "block_admin_merge_override",
    "a rule that spares administrators": "apply_to_admins",
    "ledgers may be rewritten": "enable_force_push",
}
"""The fields that some drifts are about, which not every forge has."""


def writers(name: str) -> dict[str, Any]:
    return {"name": name, "units_map": {"repo.code": "write"}}


def another_team(it: Bureau, name: str) -> None:
    made = it.server.call(it.owner, "POST", f"/orgs/{it.name}/teams", writers(name))
    it.server.call(it.owner, "PUT", f"/teams/{made['id']}/repos/{it.name}/situs")


def hook(it: Bureau) -> str:
    return f"/hooks/{it.call(it.owner, 'GET', '/hooks')[0]['id']}"


DRIFTS: list[tuple[str, Change, str]] = [
    ("somebody more in a team",
     lambda it: it.server.call(it.owner, "PUT", f"/teams/{it.team('kasubid')}/members/kenanga"),
     "kenanga leaves the team situs-jabatan-kasubid"),
    ("somebody fewer in a team",
     lambda it: it.server.call(it.owner, "DELETE", f"/teams/{it.team('kasubid')}/members/cendana"),
     r"Cendana Contoh \(cendana\) joins .*\(widens rights\)"),
    ("a team that may write",
     lambda it: it.server.call(it.owner, "PATCH", f"/teams/{it.team('kepala')}",
                               writers("situs-jabatan-kepala")),
     "Put the team situs-jabatan-kepala right"),
    ("a team that is gone",
     lambda it: it.server.call(it.owner, "DELETE", f"/teams/{it.team('kepala')}"),
     r"Make the team situs-jabatan-kepala .*\(widens rights\)"),
    ("a team taken from the repository",
     lambda it: it.server.call(it.owner, "DELETE",
                               f"/teams/{it.team('kepala')}/repos/{it.name}/situs"),
     r"Let the team situs-jabatan-kepala reach the repository.*\(widens rights\)"),
    ("a team of no post",
     lambda it: it.server.call(it.owner, "POST", f"/orgs/{it.name}/teams",
                               writers("situs-jabatan-rahasia")),
     "Remove the team situs-jabatan-rahasia"),
    ("another team that may write",
     lambda it: another_team(it, "tukang"),
     "The team tukang no longer reaches the repository"),
    ("a collaborator who may write",
     lambda it: it.call(it.owner, "PUT", "/collaborators/kenanga", {"permission": "write"}),
     "kenanga may only read from now on"),
    ("a program with too much",
     lambda it: it.call(it.owner, "PUT", "/collaborators/paraf", {"permission": "admin"}),
     "The program's account paraf may write"),
    ("an administrator who is gone",
     lambda it: it.call(it.owner, "DELETE", "/collaborators/teguh"),
     r"The administrator Teguh Contoh \(teguh\) may write.*\(widens rights\)"),
    ("main without its rule",
     lambda it: it.call(it.owner, "DELETE", "/branch_protections/main"),
     "Protect the branches main"),
    ("everybody may push", rule("main", enable_push=True, enable_push_whitelist=False),
     "only those named may push: no → yes"),
    ("somebody more may merge",
     rule("main", merge_whitelist_usernames=["paraf", "teguh"]),
     "who may merge: paraf, teguh → paraf"),
    ("administrators merge around it", rule("main", block_admin_merge_override=False),
     "administrators merge by the same rule: no → yes"),
    ("a rule that spares administrators", rule("main", apply_to_admins=False),
     "the rule binds administrators: no → yes"),
    ("ledgers may be rewritten", rule("ledger/**", enable_force_push=True),
     "rewriting history: yes → no"),
    ("files that everybody may push", rule("main", unprotected_file_patterns="content/**"),
     r"files that every writer may push: content/\*\* → none"),
    ("a rule that comes first",
     lambda it: it.call(it.owner, "POST", "/branch_protections",
                        {"rule_name": "ledger/20261116-x", "enable_push": True}),
     "Remove the rule for the branches ledger/20261116-x"),
    ("a wide rule before main",
     lambda it: it.call(it.owner, "POST", "/branch_protections",
                        {"rule_name": "m*", "enable_push": True}),
     r"Remove the rule for the branches m\*"),
    ("tags for everybody",
     lambda it: it.call(it.owner, "DELETE", "/tag_protections/"
                        f"{it.call(it.owner, 'GET', '/tag_protections')[0]['id']}"),
     r"Protect the tags archive/\*"),
    ("a second protection of tags",
     lambda it: it.call(it.owner, "POST", "/tag_protections",
                        {"name_pattern": "archive/2026*", "whitelist_usernames": ["teguh"]}),
     r"Remove the protection of the tags archive/2026\*"),
    ("a public repository", lambda it: it.call(it.owner, "PATCH", "", {"private": False}),
     r"private \(ledgers hold names\): no → yes"),
    ("another way to merge",
     lambda it: it.call(it.owner, "PATCH", "", {
         "has_pull_requests": True, "allow_merge_commits": True, "allow_squash_merge": True}),
     "merging as one commit: yes → no"),
    ("a webhook to elsewhere",
     lambda it: it.call(it.owner, "PATCH", hook(it), {
         "config": {"url": "http://127.0.0.1:8/webhook/gitea"}, "events": ["pull_request"]}),
     "Remove the webhook to http://127.0.0.1:8/webhook/gitea"),
    ("a webhook that tells nothing",
     lambda it: it.call(it.owner, "PATCH", hook(it), {"events": ["push"]}),
     "what it tells of: push → pull_request"),
    ("a webhook that sleeps",
     lambda it: it.call(it.owner, "PATCH", hook(it), {"active": False, "events": ["pull_request"]}),
     "active: no → yes"),
    ("no webhook", lambda it: it.call(it.owner, "DELETE", hook(it)), "Make the webhook to"),
    ("a key of a machine",
     lambda it: it.call(it.owner, "POST", "/keys",
                        {"title": "ci", "read_only": False, "key": KEY}),
     "Remove the deploy key “ci”"),
    ("a label that looks otherwise",
     lambda it: it.call(it.owner, "PATCH", "/labels/"
                        f"{it.call(it.owner, 'GET', '/labels')[0]['id']}", {"color": "#000000"}),
     "colour: 000000 →"),
]  # fmt: skip
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB6nC1JgVDa5ynSMnhzbJMdTbsR0dM5dUMbrVRZbVbTT"


@long
def test_every_drift_is_shown_named_and_put_right(ready: Bureau) -> None:
    known = ready.call(ready.owner, "GET", "/branch_protections/main")
    for name, change, shown in DRIFTS:
        if KNOWN.get(name, "rule_name") not in known:
            continue  # this forge has no such setting
        change(ready)
        plan = ready.clone.plan()
        assert re.search(shown, told(plan)), (name, told(plan))
        ready.clone.apply(plan)
    assert told(ready.clone.plan()) == ""


def test_drift_alone_changes_nothing_but_the_exit_code(ready: Bureau) -> None:
    _, change, shown = DRIFTS[0]
    change(ready)
    for _ in range(2):
        ran = ready.clone.setup("--check")
        assert (ran.code, bool(re.search(shown, ran.out))) == (3, True)


@long
def test_all_drifts_at_once_are_put_right_in_one_run(ready: Bureau) -> None:
    apart = {"no webhook", "a webhook that sleeps", "a team taken from the repository",
             "main without its rule"}  # fmt: skip
    for name, change, _ in DRIFTS:
        if name not in apart and "merge" not in name and "may push" not in name:
            change(ready)
    ready.clone.apply(ready.clone.plan())
    assert told(ready.clone.plan()) == ""


def test_a_new_official_comes_in_and_the_former_one_goes(ready: Bureau) -> None:
    text = (ready.clone.folder / "review/officials.yml").read_text()
    moved = text.replace("{person: gaharu, post: kepala", "{person: kenanga, post: kepala")
    (ready.clone.folder / "review/officials.yml").write_text(moved)
    ready.server.git(None, ready.clone.folder, "add", ".")
    ready.commit("a new head")
    assert told(ready.clone.plan()) == "", "what main has is in force"
    ready.push("teguh", "HEAD:refs/heads/main", good=True)
    plan = eventually(ready.clone.plan, lambda plan: bool(plan.steps))
    assert "gaharu leaves the team situs-jabatan-kepala" in told(plan)
    assert "Kenanga Contoh (kenanga) joins the team situs-jabatan-kepala" in told(plan)
    ready.clone.apply(plan)
    assert ready.members("kepala") == {"kenanga"}


# Broken off, refused, misnamed.


@long
def test_however_often_it_is_broken_off_the_next_run_goes_on(bureau: Bureau) -> None:
    broken = 0
    while (plan := bureau.clone.plan()).steps:
        try:
            bureau.clone.apply(plan, calls=3)
        except KeyboardInterrupt:
            broken += 1
            assert broken < 30
    assert broken > 5


@long
def test_the_secret_is_kept_for_ones_own_eyes_and_signs_what_the_service_hears(
    bureau: Bureau, receiver: Receiver
) -> None:
    bureau.service = receiver.url.rstrip("/")
    bureau.publish()
    ran = bureau.clone.setup("--yes")
    secret = bureau.clone.secret_file.read_text().strip()
    assert len(secret) == 64
    assert bureau.clone.secret_file.stat().st_mode & 0o777 == 0o600
    assert secret not in ran.out + ran.errors
    assert str(bureau.clone.secret_file) in ran.out

    def heard(expected: str) -> None:
        receiver.deliveries.clear()
        bureau.drafts(f"naskah-{expected[:5]}")
        told = receiver.waits(bool)[0]
        signed = hmac.new(expected.encode(), told.body, hashlib.sha256).hexdigest()
        assert told.headers["X-Gitea-Signature"] == signed

    heard(secret)
    again = bureau.clone.setup("--yes", "--new-secret")
    assert again.code == 0
    fresh = bureau.clone.secret_file.read_text().strip()
    assert fresh != secret
    heard(fresh)
    bureau.clone.more = {"PARAF_WEBHOOK_SECRET": "diberikan"}
    assert bureau.clone.setup("--yes", "--new-secret").code == 0
    heard("diberikan")


@long
def test_who_has_no_account_is_named_and_everybody_else_is_set_up(bureau: Bureau) -> None:
    bureau.numbers = {**bureau.numbers, "gaharu": 99_999}
    del bureau.numbers["dahlia"]
    bureau.publish()
    ran = bureau.clone.setup("--yes")
    assert ran.code == 0
    assert (
        "Without a number on this forge in review/officials.yml: Dahlia Contoh (dahlia)." in ran.out
    )
    assert "nobody with the number 99999" in ran.out
    assert bureau.members("kabid") == set()
    del bureau.numbers["paraf"]
    bureau.publish()
    without = bureau.clone.setup("--yes")
    assert without.code == 5
    assert "review/officials.yml:1: The program paraf has no number on this forge" in without.errors


@long
def test_the_numbers_that_the_roster_needs_are_shown(ready: Bureau) -> None:
    told = ready.clone.setup("--ids", "dahlia", "paraf")
    dahlia, bot = ready.who("dahlia").number, ready.who("paraf").number
    assert told.out.split("\n")[:2] == [f"dahlia  gitea: {dahlia}", f"paraf   gitea: {bot}"]
    everyone = json.loads(ready.clone.setup("--ids", "--json").out)
    found = {one["login"]: one["gitea"] for one in everyone}
    assert found["cendana"] == ready.who("cendana").number
    assert ready.clone.setup("--ids", "tiada").code == 4
    assert ready.clone.setup("dahlia").code == 2


def test_what_is_not_as_it_must_be_is_said_in_words(bureau: Bureau) -> None:
    clone = bureau.clone
    clone.token = ""
    assert "No token was given." in clone.setup("--check").errors
    clone.token = "salah"
    assert "does not accept" in clone.setup("--check").errors
    clone.token = bureau.owner.token
    wrong = Clone(clone.folder, "github", clone.token).setup("--check")
    assert wrong.code == 3
    assert "does not say that the office's repository is on github" in wrong.errors
    clone.write(bureau.numbers, {"kind": "gitea", "url": bureau.server.url,
                                 "repository": f"{bureau.name}/lain"})  # fmt: skip
    lost = clone.setup("--check")
    assert lost.code == 4
    assert "git push" in lost.errors


def test_a_repository_of_a_person_is_refused(bureau: Bureau) -> None:
    bureau.server.call(bureau.owner, "POST", "/user/repos", {"name": f"situs-{bureau.name}"})
    own = {"kind": "gitea", "url": bureau.server.url, "repository": f"pemilik/situs-{bureau.name}"}
    bureau.clone.write(bureau.numbers, own)
    url = f"{bureau.server.url}/pemilik/situs-{bureau.name}.git"
    bureau.server.git(bureau.owner, bureau.clone.folder, "push", url, "HEAD:refs/heads/main")
    branch = f"/repos/pemilik/situs-{bureau.name}/branches/main"
    eventually(
        lambda: bureau.server.request(bureau.owner, "GET", branch), lambda one: one.is_success
    )
    ran = bureau.clone.setup("--yes")
    assert ran.code == 4
    assert "pemilik is no organisation." in ran.errors


@long
def test_a_program_that_owns_the_organisation_is_told_by_name(ready: Bureau) -> None:
    teams = ready.server.call(ready.owner, "GET", f"/orgs/{ready.name}/teams")
    owners = next(one["id"] for one in teams if one["permission"] == "owner")
    ready.server.call(ready.owner, "PUT", f"/teams/{owners}/members/paraf")
    ran = ready.clone.setup("--check")
    assert ran.code == 0
    assert "The program's account paraf owns the organisation" in ran.out


@long
def test_other_peoples_things_are_left_in_peace(ready: Bureau) -> None:
    ready.call(ready.owner, "POST", "/labels", {"name": "milik-lain", "color": "#123456"})
    ready.call(
        ready.owner, "POST", "/branch_protections", {"rule_name": "coba/**", "enable_push": True}
    )
    ready.call(ready.owner, "PUT", "/collaborators/kenanga", {"permission": "read"})
    ready.call(ready.owner, "POST", "/hooks", {
        "type": "gitea", "active": True, "events": ["push"],
        "config": {"url": "http://127.0.0.1:7/obrolan", "content_type": "json"}})  # fmt: skip
    ran = ready.clone.setup("--check")
    assert ran.code == 0
    assert "A webhook tells http://127.0.0.1:7/obrolan what happens here." in ran.out


def test_a_call_names_what_it_needs() -> None:
    asked: list[tuple[str, str, Any]] = []

    def send(method: str, path: str, body: Any) -> Any:
        asked.append((method, path, body))
        return {"id": 7}

    from paraf.core.words import T
    from paraf.pipeline.hosting import SECRET, Step

    calls = (
        Call("POST", "/teams", {"name": "a"}, ("a", "id")),
        Call("PUT", "/teams/{a}/x", {"s": SECRET}),
    )
    Carrying(send, lambda: "rahasia").carry_out(Step(T("x"), calls))
    assert asked == [("POST", "/teams", {"name": "a"}), ("PUT", "/teams/7/x", {"s": "rahasia"})]
