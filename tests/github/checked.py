"""Holds every request and every answer against GitHub's own description.

What does not fit is remembered in `mismatches`, whoever is at fault: the one who asked or the fake.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema_rs

from github import description

ERRORS = {401, 403, 404, 405, 409, 415, 422, 429, 500, 502, 503}
"""Statuses that any route may answer, with GitHub's usual body, though few describe them."""
EVENTS = {
    "labeled": "labeled-issue-event", "unlabeled": "unlabeled-issue-event",
    "renamed": "renamed-issue-event", "review_requested": "review-requested-issue-event",
    "review_request_removed": "review-request-removed-issue-event",
    "review_dismissed": "review-dismissed-issue-event", "commented": "timeline-comment-event",
    "committed": "timeline-committed-event", "reviewed": "timeline-reviewed-event",
    "assigned": "timeline-assigned-issue-event", "unassigned": "timeline-unassigned-issue-event",
}  # fmt: skip
"""The schema of each event of a timeline; the others are plain changes of a state."""


@dataclass(frozen=True, slots=True)
class Route:
    """A route of GitHub's, and the gaps of its path as they were filled."""

    name: str
    gaps: Mapping[str, str]


@dataclass
class Checker:
    """Knows the description of the routes that the fake serves."""

    routes: tuple[str, ...]
    mismatches: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the description."""
        self.known = _load(self.routes)
        self.names = sorted(self.known["names"], key=_plainness)
        self.served = sorted(self.routes, key=_plainness)

    def route(self, method: str, path: str) -> Route | None:
        """Return the route that a path is of; None if GitHub has none."""
        return self._route(self.served, method, path) or self._route(self.names, method, path)

    def _route(self, names: Iterable[str], method: str, path: str) -> Route | None:
        for name in names:
            if name.startswith(f"{method} "):
                pattern = description.pattern(name, multi=name in self.known["multi"])
                if found := pattern.fullmatch(path):
                    return Route(name, found.groupdict())
        return None

    def request(self, name: str, query: Mapping[str, str], body: Any) -> list[str]:
        """Return and remember what is wrong with a request; `body` is None where there is none."""
        told = self.known["routes"][name]
        wrong = [f"no query parameter {key!r}" for key in query if key not in told["query"]]
        wrong += [f"query parameter {key!r} is missing" for key in told["owed"] if key not in query]
        for key, value in query.items():
            if schema := told["query"].get(key):
                wrong += [f"?{key}={value}: {w}" for w in _wrong(schema, _typed(value, schema))]
        if body is not None and told["body"] is None:
            wrong.append("a body that nobody reads")
        elif body is not None:
            wrong += [f"body{w}" for w in _wrong(told["body"], body)]
        elif told["needed"]:
            wrong.append("the body is missing")
        return self._note(f"request {name}", wrong)

    def answer(self, name: str, status: int, body: Any) -> list[str]:
        """Return and remember what is wrong with an answer; `body` is None where it is empty."""
        told = self.known["routes"][name]["answers"]
        if str(status) in told:
            schema = told[str(status)]
        elif status in ERRORS:
            schema = {"$ref": "#/$defs/" + ("validation-error" if status == 422 else "basic-error")}
        else:
            return self._note(f"answer {status} of {name}", ["GitHub never gives this status"])
        if schema is None:
            wrong = [] if body is None or status in ERRORS else ["a body where GitHub sends none"]
        else:
            wrong = ["no body"] if body is None else _wrong(schema, body)
        if name.endswith("/timeline") and status == 200:
            wrong += [w for i, one in enumerate(body) for w in _event(i, one)]
        return self._note(f"answer {status} of {name}", wrong)

    def delivery(self, event: str, payload: Mapping[str, Any]) -> list[str]:
        """Return and remember what is wrong with a webhook's payload."""
        name = "-".join(filter(None, (event, payload.get("action")))).replace("_", "-")
        schema = self.known["webhooks"].get(name)
        wrong = ["GitHub sends no such webhook"] if schema is None else _wrong(schema, payload)
        return self._note(f"webhook {name}", wrong)

    def _note(self, where: str, wrong: Iterable[str]) -> list[str]:
        told = [f"{where}: {what}" for what in wrong]
        self.mismatches += told
        return told


def _plainness(name: str) -> tuple[int, int]:
    """Sort routes so that the one with fewer gaps is tried first."""
    return (name.count("{"), -len(name))


def _event(place: int, event: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with an event: among all alternatives a loose one would do."""
    schema = {"$ref": "#/$defs/" + EVENTS.get(event.get("event", ""), "state-change-issue-event")}
    return [f"[{place}] {event.get('event')}{w}" for w in _wrong(schema, event)]


def _typed(value: str, schema: Any) -> Any:
    """Return a query parameter as what its schema says it is."""
    kind = schema.get("type")
    if kind == "integer" and value.lstrip("-").isdigit():
        return int(value)
    return {"true": True, "false": False}.get(value, value) if kind == "boolean" else value


def _wrong(schema: Any, value: Any) -> list[str]:
    return [_said(one) for one in _validator(_frozen(schema)).iter_errors(value)]


def _said(error: Any) -> str:
    """Say what is wrong and where; of alternatives, what the nearest one lacks."""
    branches = getattr(error.kind, "context", None)
    if branches:
        return " or ".join(_said(one) for one in min(branches, key=len)[:3])
    return f"{''.join(f'[{step!r}]' for step in error.instance_path)}: {error.message[:400]}"


def _frozen(schema: Any) -> str:
    """Return a schema as text, which a cache can keep."""
    return json.dumps(schema, sort_keys=True)


_LOADED: dict[str, Any] = {}
"""The definitions by their names, shared by every fake of a test run."""


@cache
def _load(routes: tuple[str, ...]) -> dict[str, Any]:
    known = description.load(routes)
    _LOADED.update(known["defs"])
    return known


@cache
def _validator(schema: str) -> Any:
    whole = json.loads(schema)
    needed = _reached(whole)
    return jsonschema_rs.Draft202012Validator(
        {**whole, "$defs": {name: _LOADED[name] for name in needed}}, validate_formats=True
    )


def _reached(schema: Any) -> set[str]:
    """Return the definitions that a schema needs."""
    found: set[str] = set()
    todo = [schema]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            ref = one.get("$ref")
            if isinstance(ref, str) and (name := ref.removeprefix("#/$defs/")) not in found:
                found.add(name)
                todo.append(_LOADED[name])
            todo += one.values()
        elif isinstance(one, list):
            todo += one
    return found
