"""`mkdocs.yml`: the Markdown extensions that the site reads its pages with."""

from collections.abc import Mapping
from typing import Any

import yaml

from paraf.core.words import T
from paraf.ports import Mistake, RecordFault

Extensions = tuple[tuple[str, Mapping[str, Any]], ...]


class _Loader(yaml.SafeLoader):
    """Reads MkDocs' own YAML; what only MkDocs can build (`!!python/…`, `!ENV`) becomes None."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)  # noqa: ARG005 - PyYAML's own signature


def markdown_extensions(text: str, file: str = "mkdocs.yml") -> Extensions:
    """Return the extensions in order, each with its options; RecordFault if the file is no YAML."""
    listed = _read(text, file).get("markdown_extensions") or []
    found: list[tuple[str, Mapping[str, Any]]] = []
    for one in listed if isinstance(listed, list) else [listed]:
        if isinstance(one, str):
            found.append((one, {}))
        elif isinstance(one, dict) and all(isinstance(it, dict | None) for it in one.values()):
            found += [(str(name), options or {}) for name, options in one.items()]
        else:
            what = T("The Markdown extensions are a list of names, each with its options.")
            raise RecordFault([Mistake(file, 1, what)])
    return tuple(found)


def site_language(text: str, file: str = "mkdocs.yml") -> str:
    """Return the language that the site is written in: the theme's, `id` or `en`."""
    theme = _read(text, file).get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return "en" if language == "en" else "id"


def extra(text: str, file: str = "mkdocs.yml") -> Mapping[str, Any]:
    """Return what an office tells its own theme and program: `extra`, empty where there is none."""
    found = _read(text, file).get("extra")
    return found if isinstance(found, dict) else {}


def office_contact(text: str, file: str = "mkdocs.yml") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the site itself tells of the office: phone numbers, and the domains of e-mail.

    They stand under `extra.office`, as `phone`, `fax`, `whatsapp` and `email`, one or a list each.
    """
    office = extra(text, file).get("office")
    told = office if isinstance(office, dict) else {}
    phones = (one for key in ("phone", "fax", "whatsapp") for one in _words(told.get(key)))
    mails = (one.rpartition("@") for one in _words(told.get("email")))
    return tuple(phones), tuple(domain.lower() for _, at, domain in mails if at and domain)


def _words(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [str(one).strip() for one in listed if isinstance(one, str | int)]


def site_address(text: str, file: str = "mkdocs.yml") -> str:
    """Return the address that the site is published at, `/` at its end; empty if none is named."""
    found = _read(text, file).get("site_url")
    return f"{found.rstrip('/')}/" if isinstance(found, str) and found.strip() else ""


def _read(text: str, file: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader that builds nothing
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        # PyYAML falls with the latter over 2026-02-30, \UFFFFFFFF and a thousand brackets.
        mark = getattr(error, "problem_mark", None)
        last = max(text.count("\n") - text.endswith("\n"), 0)
        detail = str(getattr(error, "problem", error))
        what = T("This is not YAML: {detail}.", detail=detail)
        raise RecordFault([Mistake(file, min(mark.line, last) + 1 if mark else 1, what)]) from None
    return data if isinstance(data, dict) else {}
