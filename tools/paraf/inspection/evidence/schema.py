"""What `inspection.json` looks like, for programs that are not Paraf: JSON Schema 2020-12."""

import json
from collections.abc import Mapping

Node = Mapping[str, object]


def _fixed(what: str, /, **properties: Node) -> Node:
    """Return an object that has exactly these properties."""
    return {
        "type": "object",
        "description": what,
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _text(what: str, **more: object) -> Node:
    return {"type": "string", "description": what, **more}


def _count(what: str) -> Node:
    return {"type": "integer", "minimum": 0, "description": what}


def _list(what: str, items: Node) -> Node:
    return {"type": "array", "description": what, "items": items}


def _map(what: str, values: Node) -> Node:
    return {"type": "object", "description": what, "additionalProperties": values}


SENTENCE: Node = {"$ref": "#/$defs/sentence"}
DEFINITIONS: Mapping[str, Node] = {
    "sentence": _fixed(
        "An English sentence with named gaps, and what fills them: for translation.",
        message=_text("The sentence; {name} is a gap."),
        values=_map(
            "What fills the gaps; a gap may hold a sentence.",
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}, SENTENCE]},
        ),
    ),
    "checked": _fixed(
        "What was looked at, and how much of it.",
        part=_text("The part of the inspection: bytes, links, pages or transport."),
        what=_text("What was looked at, in English."),
        count=_count("How many of them."),
        words=_fixed("The same for translation.", what=SENTENCE),
    ),
    "page": _fixed(
        "One page as a browser showed it: at one width, in one theme.",
        path=_text("The page below the site's address; empty for the home page."),
        device=_text("The screen: phone or desktop."),
        theme=_text("The colours asked for: light or dark."),
        status={"type": "integer", "description": "The answer of HTTP; 0 where none came."},
        title=_text("The page's title."),
        headings=_list("The headings of the article, in order.", {"type": "string"}),
        article=_text("SHA-256 of the article's content; empty where it was not taken."),
        screenshot=_text("The whole page, a WebP file of `artifacts`; empty where there is none."),
        difference=_text("What differs from the preview, as a picture; empty where nothing does."),
        figures=_map(
            "What was measured: lcp in milliseconds, cls, bytes transferred, requests.",
            {"type": "number"},
        ),
    ),
    "finding": _fixed(
        "Something that is not as it was marked, or not as it should be.",
        kind=_text("A slug that stays the same in every release of the program."),
        severity={
            "enum": ["block", "warn"],
            "description": "block: the site is not what was marked; warn: it should be better.",
        },
        place=_text("A URL, or a file of the repository."),
        line=_count("The line, from 1; 0 where a line means nothing."),
        what=_text("What was found, in English."),
        remedy=_text("What is to be done about it, in English."),
        words=_fixed("The same for translation.", what=SENTENCE, remedy=SENTENCE),
    ),
    "file": _fixed(
        "A file by its content.",
        bytes=_count("Its size."),
        sha256=_text("Its SHA-256.", pattern="^[0-9a-f]{64}$"),
    ),
}
SCHEMA: Node = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "inspection.json",
    **_fixed(
        "What an inspection of a live site saw. In the file, keys are sorted and lines indented by"
        " two spaces, so that the same evidence always has the same SHA-256.",
        v={"const": 2, "description": "The version of this form."},
        url=_text("The address of the live site."),
        release=_text("SHA-256 of the listing of all files that ought to be live."),
        at=_text("When it began: UTC, ISO 8601. Empty where it is not known."),
        tools=_map("The programs it was made with, and their versions.", {"type": "string"}),
        files=_count("How many files were fetched and compared."),
        bytes=_count("How many bytes they have together."),
        passed={"type": "boolean", "description": "True where no finding has the severity block."},
        checked=_list("What was looked at.", {"$ref": "#/$defs/checked"}),
        pages=_list("The pages that a browser showed.", {"$ref": "#/$defs/page"}),
        findings=_list("What was found.", {"$ref": "#/$defs/finding"}),
        artifacts=_map(
            "Every other file of the evidence folder, by its name below it.",
            {"$ref": "#/$defs/file"},
        ),
    ),
    "$defs": DEFINITIONS,
}


def schema() -> str:
    """Return the JSON Schema of `inspection.json`, as the text to be kept in `review/schema/`."""
    return json.dumps(SCHEMA, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
