"""The rulesets on GitHub: only the program writes, and what is written stays."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from paraf.core.words import T
from paraf.pipeline.hosting import Call, Fields, Step, Wanted
from paraf.pipeline.hosting_fields import Field, Tight, difference
from paraf.pipeline.hosting_parts import Logins

RULESET = {
    "target": Field(T("for")),
    "enforcement": Field(T("in force")),
    "include": Field(T("where"), Tight.MANY),
    "exclude": Field(T("except"), Tight.FEW),
    "rules": Field(T("what is refused"), Tight.MANY),
    "bypass": Field(T("who may all the same"), Tight.FEW),
}
MAIN = ("refs/heads/main",)
LEDGERS = ("refs/heads/ledger/**/*",)
REPORTS, PREVIEWS = ("refs/heads/report/**/*",), ("refs/heads/preview/**/*",)
TAGS = ("refs/tags/archive/*",)
ANY = ("creation", "update", "deletion")


def wishes(want: Wanted, logins: Logins, apps: Mapping[str, int]) -> dict[str, Fields]:
    """Return the wanted rulesets by their names.

    Whoever may bypass a ruleset may bypass all of its rules: what binds the program too stands in
    rulesets of its own.
    """

    def passing(numbers: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            f"Integration:{apps[one]}" if one in apps else f"User:{one}"
            for one in numbers
            if one in logins
        )

    bots = passing(want.numbers(want.bots))
    administrators = passing(want.numbers(want.administrators))

    def ruleset(target: str, include: Sequence[str], rules: Sequence[str],
                bypass: Sequence[str] = ()) -> Fields:  # fmt: skip
        return {
            "target": target, "enforcement": "active", "include": tuple(include), "exclude": (),
            "rules": tuple(rules), "bypass": tuple(bypass),
        }  # fmt: skip

    return {
        # An administrator's signed commits change roster and rules (docs/adr/0005).
        "paraf-main": ruleset("branch", MAIN, ANY, (*bots, *administrators)),
        "paraf-program": ruleset("branch", (*LEDGERS, *REPORTS, *PREVIEWS), ANY, bots),
        "paraf-kept": ruleset(
            "branch", (*MAIN, *LEDGERS, *REPORTS), ("deletion", "non_fast_forward")
        ),
        "paraf-archive": ruleset("tag", TAGS, ANY, bots),
        "paraf-archive-kept": ruleset("tag", TAGS, ("update", "deletion")),
    }


def rulesets(
    want: Wanted, logins: Logins, apps: Mapping[str, int], seen: Sequence[Fields], base: str
) -> Iterator[Step]:
    """Yield the steps that leave the wanted rulesets; further ones can only refuse more."""
    known = {str(one["name"]): one for one in seen}
    for name, wish in wishes(want, logins, apps).items():
        found = known.get(name)
        if found is None:
            what = T("Make the ruleset {name}: {where}.", name=name,
                     where=", ".join(wish["include"]))  # fmt: skip
            yield Step(what, (Call("POST", base, _body(name, wish)),))
            continue
        differs = difference(RULESET, wish, flat(found))
        if differs is not None:
            what = T("Put the ruleset {name} right.", name=name)
            change = Call("PUT", f"{base}/{found['id']}", _body(name, wish))
            yield Step(what, (change,), differs.details, differs.widens)


def flat(ruleset: Fields) -> Fields:
    """Return what a ruleset says, in lists that can be compared."""
    named = (ruleset.get("conditions") or {}).get("ref_name") or {}
    return {
        "target": ruleset.get("target", "branch"),
        "enforcement": ruleset["enforcement"],
        "include": tuple(named.get("include") or ()),
        "exclude": tuple(named.get("exclude") or ()),
        "rules": tuple(one["type"] for one in ruleset.get("rules") or ()),
        "bypass": tuple(_actor(one) for one in ruleset.get("bypass_actors") or ()),
    }


def _actor(one: Fields) -> str:
    mode = one.get("bypass_mode", "always")
    kind = f"{one['actor_type']}:{one.get('actor_id')}"
    return kind if mode == "always" else f"{kind}:{mode}"


def _body(name: str, wish: Fields) -> dict[str, Any]:
    actors = [one.split(":") for one in wish["bypass"]]
    return {
        "name": name, "target": wish["target"], "enforcement": wish["enforcement"],
        "conditions": {"ref_name": {"include": list(wish["include"]), "exclude": []}},
        "rules": [{"type": one} for one in wish["rules"]],
        "bypass_actors": [
            {"actor_type": kind, "actor_id": int(number), "bypass_mode": "always"}
            for kind, number in actors
        ],
    }  # fmt: skip
