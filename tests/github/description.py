"""GitHub's own description of its API and webhooks, made small and strict.

`make build/github/ready` fetches it (13 MB of OpenAPI 3.0, 5 MB of 3.1); what the fake serves is
kept as JSON Schema 2020-12 in build/github/, made once. Two things are made stricter than the
description: an object has no fields but those described, and a request no other parameters. So
neither a misspelt field of ours nor an invented one of the fake passes. `oneOf` is read as `anyOf`,
for GitHub itself takes what fits two of its alternatives (an empty list of labels).
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

BUILD = Path(__file__).parents[2] / "build" / "github"
API, WEBHOOKS = BUILD / "api.github.com.json", BUILD / "webhooks.json"
Schema = Any
OPEN = "~open"
KEPT = [
    "type",
    "enum",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "required",
    "const",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
]


def at_hand() -> bool:
    """Say whether the description was fetched."""
    return API.is_file() and WEBHOOKS.is_file()


def load(routes: Iterable[str]) -> dict[str, Any]:
    """Return `{names, routes, schemas, webhooks, defs}` for routes such as `GET /user`.

    `names` are all routes that GitHub has; `routes` say of each one asked for its `query`, `body`,
    `needed` (whether a body is) and `answers` by status; `webhooks` name schemas by `event-action`.
    """
    wanted = sorted(routes)
    stats = [path.stat() for path in (API, WEBHOOKS)]
    told = [f"{one.st_size} {one.st_mtime_ns}".encode() for one in stats]
    made_of = [Path(__file__).read_bytes(), *told]
    key = hashlib.sha256(b"".join([*made_of, "\n".join(wanted).encode()])).hexdigest()[:16]
    kept = BUILD / f"compact-{key}.json"
    if kept.is_file():
        found: dict[str, Any] = json.loads(kept.read_bytes())
        return found
    made = _compact(wanted)
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(made, separators=(",", ":")))
    part.replace(kept)
    for old in set(BUILD.glob("compact-*.json")) - {kept}:
        old.unlink(missing_ok=True)
    return made


def _compact(wanted: list[str]) -> dict[str, Any]:
    api = json.loads(API.read_bytes())
    names = [f"{m.upper()} {p}" for p, ops in api["paths"].items() for m in ops]
    if unknown := set(wanted) - set(names):
        raise LookupError(f"GitHub describes no such routes: {sorted(unknown)}")
    reader = _Reader(api)
    routes = {name: reader.route(name) for name in wanted}
    for name in ("basic-error", "validation-error", "validation-error-simple"):
        reader.closed({"$ref": f"#/components/schemas/{name}"})
    hooks = json.loads(WEBHOOKS.read_bytes())
    heard = _Reader(hooks, prefix="hook:", strict=False)
    webhooks = {
        name: heard.closed(one["post"]["requestBody"]["content"]["application/json"]["schema"])
        for name, one in hooks["webhooks"].items()
        if name.startswith(("pull-request", "issue-comment", "issues-", "push", "ping"))
    }
    multi = sorted(
        {n for n in names if any(p.get("x-multi-segment") for p in reader.parameters(n))}
    )
    return {
        "names": names, "multi": multi, "routes": routes, "webhooks": webhooks,
        "defs": reader.defs | heard.defs,
    }  # fmt: skip


class _Reader:
    """Turns OpenAPI schemas into JSON Schema, with what they refer to in `defs`."""

    def __init__(self, described: dict[str, Any], *, prefix: str = "", strict: bool = True) -> None:
        self.described = described
        self.prefix = prefix
        self.strict = strict
        self.defs: dict[str, Schema] = {}

    def route(self, name: str) -> dict[str, Any]:
        """Return what is allowed in a request and in its answers."""
        operation = self._operation(name)
        body = self._seen(operation.get("requestBody", {}))
        query = [p for p in self.parameters(name) if p["in"] == "query"]
        return {
            "query": {p["name"]: self.closed(p["schema"]) for p in query},
            "owed": [p["name"] for p in query if p.get("required")],
            "body": self._content(body),
            "needed": bool(body.get("required")),
            "answers": {
                status: self._content(self._seen(answer))
                for status, answer in operation["responses"].items()
            },
        }

    def parameters(self, name: str) -> list[dict[str, Any]]:
        """Return the parameters of a route."""
        path = self.described["paths"][name.split(" ", 1)[1]]
        both = [*path.get("parameters", ()), *self._operation(name).get("parameters", ())]
        return [self._seen(one) for one in both]

    def _operation(self, name: str) -> dict[str, Any]:
        method, path = name.split(" ", 1)
        found: dict[str, Any] = self.described["paths"][path][method.lower()]
        return found

    def _seen(self, thing: dict[str, Any]) -> dict[str, Any]:
        while ref := thing.get("$ref"):
            thing = self.described
            for step in ref.removeprefix("#/").split("/"):
                thing = thing[step]
        return thing

    def _content(self, of: dict[str, Any]) -> Schema:
        """Return the schema of a JSON body; None where there is none."""
        content = of.get("content", {})
        return self.closed(content["application/json"]["schema"]) if content else None

    def closed(self, schema: Schema) -> Schema:
        """Return a schema that lets no other fields in."""
        return self._of(schema, strict=self.strict)

    def _of(self, schema: Schema, *, strict: bool) -> Schema:
        if not isinstance(schema, dict):
            return schema
        if "$ref" in schema:
            return {"$ref": f"#/$defs/{self._def(schema['$ref'], strict=strict)}"}
        out = {key: schema[key] for key in KEPT if key in schema}
        if "empty array" in schema.get("description", ""):
            out.pop("minItems", None)  # it says there that an empty one is taken
        whole = "allOf" in schema or ("properties" in schema and "anyOf" in schema)
        inner = strict and not whole
        for key, into in (("allOf", "allOf"), ("anyOf", "anyOf"), ("oneOf", "anyOf")):
            if key in schema:
                out[into] = [self._of(one, strict=inner) for one in schema[key]]
        for key in ("items", "not"):
            if key in schema:
                out[key] = self._of(schema[key], strict=strict)
        self._fields(schema, out, strict=strict, whole=whole)
        return _nullable(out) if schema.get("nullable") else out

    def _fields(self, schema: Schema, out: Schema, *, strict: bool, whole: bool) -> None:
        named = schema.get("properties", {})
        if named:
            out["properties"] = {k: self._of(v, strict=self.strict) for k, v in named.items()}
        more = schema.get("additionalProperties")
        if more is not None:
            out["additionalProperties"] = self._of(more, strict=self.strict)
        elif strict and whole:
            out["unevaluatedProperties"] = False
        elif strict and named:
            out["additionalProperties"] = False

    def _def(self, ref: str, *, strict: bool) -> str:
        name = re.sub(r"[^A-Za-z0-9_.:-]", "_", self.prefix + ref.rsplit("/", 1)[1])
        name += "" if strict or not self.strict else OPEN
        if name not in self.defs:
            self.defs[name] = True
            self.defs[name] = self._of(self._seen({"$ref": ref}), strict=strict)
        return name


def _nullable(schema: Schema) -> Schema:
    """Read OpenAPI 3.0's `nullable`: null besides what the schema says."""
    if not schema.get("type") or "enum" in schema or "anyOf" in schema or "allOf" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


@cache
def pattern(name: str, *, multi: bool) -> re.Pattern[str]:
    """Return what a route's path looks like; where `multi`, its last gap holds slashes too."""
    path = name.split(" ", 1)[1]
    gaps = re.findall(r"\{(\w+)\}", path)
    out = re.escape(path)
    for gap in gaps:
        what = ".+" if multi and gap == gaps[-1] else "[^/]+"
        out = out.replace(re.escape(f"{{{gap}}}"), f"(?P<{gap}>{what})")
    return re.compile(out)
