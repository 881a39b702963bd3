"""The plan of `paraf setup` as a function: it ends, it tells what it opens, it goes on."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from everything import several
from office_world import MONDAY, REVIEW
from paraf.core.hosting import Hosted
from paraf.core.hours import Hours
from paraf.core.office import Account, Holding, Office, Person, Post, Tenure
from paraf.core.words import T
from paraf.pipeline.hosting import SECRET, Call, Carrying, Label, Plan, Step, Wanted, wanted
from paraf.pipeline.hosting_fields import Field, Tight, difference
from paraf.pipeline.hosting_gitea import plan
from paraf.records.calendar import ZONES
from paraf.records.sop import read_sop
from pipeline.settings_twin import NUMBERS, PEOPLE, RULE, Twin

HOSTED = Hosted("gitea", "https://git.example", "bkd/situs", "https://paraf.example")
POSTS = {"melati": "pengelola", "cendana": "kasubid", "dahlia": "kabid", "gaharu": "kepala"}
LABELS = (Label("paraf/terbit", "116329", "Sudah terbit."), Label("paraf/masalah", "82071e", "!"))


def person(name: str) -> Person:
    return Person(name, name.title(), accounts=(Account("gitea", NUMBERS[name]),))


def office(holders: dict[str, str]) -> Office:
    return Office(
        "Kantor", tuple(Post(post, post.title()) for post in POSTS.values()),
        tuple(person(one) for one in (*POSTS, "kenanga")),
        tuple(Tenure(who, post, Holding.DEFINITIVE, MONDAY, None, "SK 1")
              for post, who in holders.items()),
        Hours(ZONES["WIB"], {}, frozenset(), ()), (person("paraf"),), (person("teguh"),),
    )  # fmt: skip


def want(holders: dict[str, str] | None = None) -> Wanted:
    sop = read_sop((REVIEW / "sop/update-website.yml").read_text("utf-8"), "sop.yml")
    held = {post: who for who, post in POSTS.items()} if holders is None else holders
    return wanted(HOSTED, office(held), [sop], MONDAY, LABELS)


WANT = want()
LEVELS = st.sampled_from(["none", "read", "write", "admin"])
ANYBODY = st.sampled_from(sorted(PEOPLE))
LOGINS = st.lists(st.sampled_from(sorted(NUMBERS)), max_size=3, unique=True)
POST_TEAMS = tuple(team.name for team in WANT.teams)
TEAM = st.sampled_from([*POST_TEAMS, "situs-jabatan-lama", "tukang", "milik-lain"])
RULES = st.sampled_from(
    ["main", "m*", "**", "ledger/**", "ledger/x", "ledger/*", "report/**", "preview/**", "re*/x",
     "lain", "coba/**", "ledger"]
)  # fmt: skip
ELSEWHERE = ("https://elsewhere.example/webhook/gitea", "https://chat.example/x")
FLAGS = sorted(key for key, one in RULE.items() if isinstance(one, bool))


@st.composite
def spoiled(draw: st.DrawFn) -> Twin:
    """Return a repository that was set up, or never, and in which people then did things."""
    twin = Twin(forces=draw(st.booleans()))
    if draw(st.booleans()):
        apply(twin, plan(WANT, twin.seen()))
    for _ in range(draw(st.integers(0, 6))):
        draw(st.sampled_from(DEEDS))(twin, draw)
    return twin


def in_team(twin: Twin, draw: st.DrawFn) -> None:
    team = _team(twin, draw)
    twin.members[team] = set(draw(st.lists(ANYBODY, max_size=3)))


def team_rights(twin: Twin, draw: st.DrawFn) -> None:
    team = _team(twin, draw)
    twin.teams[team]["units_map"] = {"repo.code": draw(LEVELS), "repo.pulls": draw(LEVELS)}
    twin.teams[team]["includes_all_repositories"] = draw(st.booleans())
    (twin.attached.add if draw(st.booleans()) else twin.attached.discard)(team)


def no_team(twin: Twin, draw: st.DrawFn) -> None:
    twin.send("DELETE", f"/teams/{_team(twin, draw)}")


def _team(twin: Twin, draw: st.DrawFn) -> int:
    name = draw(TEAM)
    found = [i for i, one in twin.teams.items() if one["name"] == name]
    return found[0] if found else twin.send("POST", "/orgs/bkd/teams", {"name": name})["id"]


def collaborator(twin: Twin, draw: st.DrawFn) -> None:
    number, level = draw(ANYBODY), draw(LEVELS)
    if level == "none":
        twin.levels.pop(number, None)
    else:
        twin.levels[number] = level


def rule(twin: Twin, draw: st.DrawFn) -> None:
    name = draw(RULES)
    if draw(st.integers(0, 3)) == 0:
        twin.rules.pop(name, None)
        return
    fields: dict[str, Any] = {
        key: draw(st.booleans()) for key in draw(st.sets(st.sampled_from(FLAGS)))
    }
    for key in ("push_whitelist", "force_push_allowlist", "merge_whitelist"):
        if draw(st.booleans()):
            fields[f"{key}_usernames"] = draw(LOGINS)
            fields[f"{key}_teams"] = draw(st.lists(TEAM, max_size=2, unique=True))
    fields["unprotected_file_patterns"] = draw(st.sampled_from(["", "content/**"]))
    fields["protected_file_patterns"] = draw(st.sampled_from(["", "review/**;a"]))
    fields["required_approvals"] = draw(st.integers(0, 2))
    twin.rules[name] = {**RULE, **twin.rules.get(name, {}), **fields}


def tag(twin: Twin, draw: st.DrawFn) -> None:
    if draw(st.booleans()):
        twin.tags.clear()
        return
    pattern = draw(st.sampled_from(["archive/*", "arch*", "archive/2026*", "v*", "*"]))
    body = {"name_pattern": pattern, "whitelist_usernames": draw(LOGINS), "whitelist_teams": []}
    twin.send("POST", "/repos/bkd/situs/tag_protections", body)


def option(twin: Twin, draw: st.DrawFn) -> None:
    key = draw(st.sampled_from(["private", "has_actions", "allow_rebase", "has_pull_requests"]))
    twin.options[key] = draw(st.booleans())


def hook(twin: Twin, draw: st.DrawFn) -> None:
    url = draw(st.sampled_from([HOSTED.webhook, *ELSEWHERE]))
    events = [draw(st.sampled_from(["push", "pull_request"]))]
    body = {"active": draw(st.booleans()), "events": events,
            "config": {"url": url, "content_type": "json", "secret": "x"}}  # fmt: skip
    twin.send("POST", "/repos/bkd/situs/hooks", body)


def key(twin: Twin, draw: st.DrawFn) -> None:
    body = {"title": "ci", "read_only": draw(st.booleans())}
    twin.send("POST", "/repos/bkd/situs/keys", body)


def label(twin: Twin, draw: st.DrawFn) -> None:
    twin.labels.clear()
    body = {"name": draw(st.sampled_from(["paraf/terbit", "lain"])), "color": "#000000",
            "description": ""}  # fmt: skip
    twin.send("POST", "/repos/bkd/situs/labels", body)


DEEDS: list[Callable[[Twin, st.DrawFn], None]] = [
    in_team, team_rights, no_team, collaborator, rule, rule, rule, tag, option, hook, key, label,
]  # fmt: skip


def apply(twin: Twin, todo: Plan, calls: int = 1_000_000) -> None:
    """Carry a plan out, or its first calls."""
    left = [calls]

    def send(method: str, path: str, body: Any) -> Any:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return twin.send(method, path, body)

    carrying = Carrying(send, lambda: "rahasia")
    try:
        for step in todo.steps:
            carrying.carry_out(step)
    except KeyboardInterrupt:
        return


def told(todo: Plan) -> list[str]:
    return [f"{one.what} {[str(each) for each in one.details]}" for one in todo.steps]


@given(spoiled())
@settings(max_examples=several(400), deadline=None)
def test_after_a_plan_there_is_nothing_left_to_plan(twin: Twin) -> None:
    apply(twin, plan(WANT, twin.seen()))
    assert told(plan(WANT, twin.seen())) == []


@given(spoiled(), st.integers(0, 40))
@settings(max_examples=several(200), deadline=None)
def test_a_plan_that_was_broken_off_is_gone_on_with(twin: Twin, calls: int) -> None:
    apply(twin, plan(WANT, twin.seen()), calls)
    apply(twin, plan(WANT, twin.seen()))
    assert told(plan(WANT, twin.seen())) == []


@given(spoiled())
@settings(max_examples=several(400), deadline=None)
def test_no_step_gives_anybody_more_without_saying_so(twin: Twin) -> None:
    carrying = Carrying(twin.send, lambda: "rahasia")
    for step in plan(WANT, twin.seen()).steps:
        before = twin.rights()
        carrying.carry_out(step)
        more = twin.rights() - before
        assert step.widens or not more, (str(step.what), more)


@given(spoiled())
@settings(max_examples=several(200), deadline=None)
def test_in_the_end_only_those_may_who_should(twin: Twin) -> None:
    apply(twin, plan(WANT, twin.seen()))
    found = twin.rights()
    wide = {n for one in twin.teams.values() if one["includes_all_repositories"]
            for n in twin.members[one["id"]]}  # fmt: skip
    owners, bot, admin = twin.members[1], NUMBERS["paraf"], NUMBERS["teguh"]
    free = {"lain"} if twin.forces else {"lain", "preview/x"}
    for branch in {"ledger/x", "ledger/x/y", "report/x", "preview/x"} - free:
        assert {one[1] for one in found if one[0] == "push" and one[2] == branch} == {bot}
    assert {one[1] for one in found if one[:1] == ("push",) and one[2] == "main"} == {bot, admin}
    assert {one[1] for one in found if one[0] == "merge" and one[2] not in free} == {bot}
    kept = ("main", "ledger/x", "report/x")
    assert not {one for one in found if one[0] in ("force", "delete") and one[2] in kept}
    assert ("force", bot, "preview/x") in found
    assert {one[1] for one in found if one[0] == "tag"} == {bot}
    assert {one[1] for one in found if one[0] == "status"} <= {bot, admin, *owners, *wide}
    # A return is the gate's to count: the program alone merges, and asks it.
    returned = {one[1:] for one in found if one[0] == "merge what was returned"}
    assert {number for number, branch in returned if branch not in free} == {bot}
    assert (bot, "main") in returned
    assert not {one for one in found if one[0] == "machine"}
    assert not {one for one in found if one[0] == "push files" and one[2] not in free}


@given(spoiled())
@settings(max_examples=several(50), deadline=None)
def test_a_plan_is_a_function_of_what_is_seen(twin: Twin) -> None:
    before = twin.seen()
    assert plan(WANT, before) == plan(WANT, twin.seen())
    assert before == twin.seen()


def test_who_holds_a_post_now_is_in_its_team_and_nobody_else() -> None:
    twin = Twin()
    apply(twin, plan(WANT, twin.seen()))
    moved = want({"kepala": "kenanga", "kabid": "dahlia"})
    todo = told(plan(moved, twin.seen()))
    assert len(todo) == 4  # cendana, melati and gaharu leave, kenanga comes
    apply(twin, plan(moved, twin.seen()))
    members = {twin.teams[i]["name"]: found for i, found in twin.members.items()}
    assert members["situs-jabatan-kepala"] == {NUMBERS["kenanga"]}
    assert members["situs-jabatan-kasubid"] == set()


def test_who_gives_dispositions_may_assign_and_reviewers_are_official() -> None:
    assigns = {team.title for team in WANT.teams if team.assigns}
    assert assigns == {"Kasubid", "Kabid"}
    twin = Twin()
    apply(twin, plan(WANT, twin.seen()))
    assert {one[1] for one in twin.rights() if one[0] == "assign"} == {
        "1", *(NUMBERS[one] for one in ("cendana", "dahlia", "paraf", "teguh"))
    }  # fmt: skip
    official = twin.rules["main"]["approvals_whitelist_teams"]
    assert sorted(official) == [f"situs-jabatan-{one}" for one in ("kabid", "kasubid", "kepala")]


def test_an_older_forge_is_not_asked_for_what_it_does_not_know() -> None:
    twin = Twin()
    apply(twin, plan(WANT, twin.seen()))
    for one in twin.rules.values():
        for name in ("block_admin_merge_override", "enable_force_push_allowlist"):
            del one[name]
    todo = plan(WANT, twin.seen())
    assert told(todo) == []
    assert any("lets administrators merge around" in str(one) for one in todo.by_hand)


def test_a_secret_is_asked_for_only_when_a_call_needs_it() -> None:
    asked: list[int] = []

    def secret() -> str:
        asked.append(1)
        return "rahasia"

    sent: list[Any] = []
    carrying = Carrying(lambda *call: sent.append(call), secret)
    carrying.carry_out(Step(T("a"), (Call("PUT", "/a", {"b": "c"}),)))
    assert asked == []
    carrying.carry_out(Step(T("a"), (Call("PUT", "/a", {"b": {"c": SECRET}}),)))
    assert sent[1] == ("PUT", "/a", {"b": {"c": "rahasia"}})


def test_a_difference_tells_which_way_it_opens() -> None:
    fields = {"shut": Field(T("shut"), Tight.TRUE), "who": Field(T("who"), Tight.FEW),
              "need": Field(T("need"), Tight.MANY), "look": Field(T("look"))}  # fmt: skip
    seen = {"shut": False, "who": ["a"], "need": 2, "look": "x"}

    def widens(**wish: Any) -> bool:
        found = difference(fields, wish, seen)
        assert found is not None
        return found.widens

    assert not widens(shut=True)
    assert widens(who=["a", "b"])
    assert not widens(who=[])
    assert widens(need=1)
    assert not widens(need=3)
    assert not widens(look="y")
    assert difference(fields, {"who": ["a"], "unknown": 1}, seen) is None
