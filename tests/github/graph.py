"""The one question that Paraf asks of GitHub's GraphQL: by whose eyes it looks.

An App's token may not ask REST who it is. GraphQL is in no OpenAPI description, so nothing but
this question, word for word, is answered.
"""

import json
import re
from collections.abc import Mapping

from github.state import World

Reply = tuple[int, dict[str, str], bytes]
PATH = "/api/graphql"
QUESTION = re.compile(r"\s*query\s*\{\s*viewer\s*\{\s*(databaseId\s+login)\s*\}\s*\}\s*")


def serve(
    world: World, method: str, headers: Mapping[str, str], body: bytes, mismatches: list[str]
) -> Reply:
    """Answer who asks; whatever else is asked is a mismatch."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    who = world.tokens.get(token)
    if kind.lower() not in ("bearer", "token") or who is None:
        return _json(401, {"message": "Bad credentials"})
    try:
        query = json.loads(body)["query"]
    except (ValueError, TypeError, KeyError):
        query = ""
    if method != "POST" or not QUESTION.fullmatch(query):
        mismatches.append(f"{method} {PATH}: the fake does not know this question: {query}")
        return _json(501, {"message": "The fake does not know this question."})
    return _json(200, {"data": {"viewer": {"databaseId": who.id, "login": who.login}}})


def _json(status: int, body: object) -> Reply:
    return status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(body).encode()
