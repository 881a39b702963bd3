"""Do other addresses lead to the site: old paths, other names, the unprotected one?"""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.fetch import Answer, Ask, Silence, Web, next_hop
from paraf.inspection.findings import PUBLISH_AGAIN, address, block, origin, shown, wrong_status
from paraf.inspection.site import Site

HOPS = 10
ENOUGH = 1_000_000
PAGES, STORMS = 5, 20
LEAD = T("Let the web server lead this address to the right one.")
ENDLESS = T("Correct the redirections in the settings of the web server.")


@dataclass(frozen=True, slots=True)
class Way:
    """Where an address led: the last address and its answer. `endless` ones were given up."""

    first: Answer | Silence
    end: str
    last: Answer | Silence
    endless: bool


def walk(web: Web, site: Site, url: str) -> Way:
    """Follow every redirection from `url`, `HOPS` at most.

    No host is asked that neither the site nor the office's rules name: a site that is not what was
    published must not choose what this machine asks for, maybe within its own network. The way then
    ends at that address, with the answer that led there.
    """
    ours = _hosts(site) | {urlsplit(url).hostname}
    first = got = web.once(Ask(url, ENOUGH))
    known = {url}
    while (following := next_hop(url, got)) is not None:
        if following in known or len(known) > HOPS:
            return Way(first, url, got, endless=True)
        if urlsplit(following).hostname not in ours:
            return Way(first, following, got, endless=False)
        known.add(following)
        url = following
        got = web.get(url, limit=ENOUGH)
    return Way(first, url, got, endless=False)


def _hosts(site: Site) -> set[str | None]:
    """Return the hosts that the office itself has named, and those with or without `www.`."""
    names = (f"//{one}" for one in site.rules.names)
    targets = (one for one in site.rules.redirects.values() if "://" in one)
    hosts = {urlsplit(one).hostname for one in (site.url, *names, *targets)}
    bare = {one.removeprefix("www.") for one in hosts if one}
    return {*hosts, *bare, *(f"www.{one}" for one in bare)}


def judge_led_on(web: Web, site: Site, paths: list[str]) -> Iterator[Finding]:
    """Yield the findings for files that lead on instead of being there."""
    for number, path in enumerate(sorted(paths)):
        place = address(site.url, path)
        if number < STORMS and walk(web, site, place).endless:
            what = T("The address leads on and on, never to the file.")
            yield block("redirect-loop", place, what, ENDLESS)
        else:
            what = T("The address leads elsewhere instead of being the file.")
            yield block("file-status", place, what, PUBLISH_AGAIN)


def judge_ways(web: Web, site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the ways to the site."""
    for old, new in sorted(site.rules.redirects.items()):
        yield from _judge_redirect(web, site, address(site.url, old), _target(site, new))
    yield from _judge_slashes(web, site)
    for name in site.rules.names:
        yield from _judge_name(web, site, name)
    yield from _judge_twin(web, site)
    if urlsplit(site.url).scheme == "https" and urlsplit(site.url).port in (None, 443):
        yield from _judge_plain(web, site, f"http://{urlsplit(site.url).hostname}/")


def _target(site: Site, new: str) -> str:
    if "://" in new:
        return new
    return address(site.url, new.removeprefix("./"))


def _judge_redirect(web: Web, site: Site, old: str, wanted: str) -> Iterator[Finding]:
    way = walk(web, site, old)
    if way.endless:
        yield block("redirect-loop", old, T("The address leads on and on."), ENDLESS)
    elif isinstance(way.first, Answer) and way.first.location is None:
        what = T("The old address answers {status} and does not lead on.", status=way.first.status)
        yield block("redirect-missing", old, what, LEAD)
    elif isinstance(way.first, Silence):
        what = T("The old address does not answer: {reason}", reason=way.first.reason)
        yield block("redirect-missing", old, what, LEAD)
    elif way.end.partition("#")[0] != wanted.partition("#")[0]:
        what = T("The old address leads to {end}, not to {wanted}.", end=shown(way.end, 200),
                 wanted=wanted)  # fmt: skip
        yield block("redirect-wrong", old, what, LEAD)
    elif isinstance(way.last, Answer) and way.last.status != 200:
        yield wrong_status("redirect-wrong", old, way.last.status)


def _judge_slashes(web: Web, site: Site) -> Iterator[Finding]:
    pages = sorted(path for path in site.manifest.files if path.endswith("/index.html"))[:PAGES]
    cases = [f"{one.path}index.html" for one in site.pages if one.path.endswith("/")]
    for path in dict.fromkeys([*cases, *pages]):
        page = address(site.url, path)
        bare = page.removesuffix("/")
        got = web.get(bare, limit=ENOUGH)
        if isinstance(got, Answer) and not _leads_to(bare, got, page):
            what = T(
                "Without its last slash the address does not lead to the page (HTTP {status}).",
                status=got.status,
            )
            yield block("slash-wrong", bare, what, LEAD)


def _leads_to(url: str, got: Answer, wanted: str) -> bool:
    return next_hop(url, got) == wanted


def _judge_name(web: Web, site: Site, name: str) -> Iterator[Finding]:
    """Judge a name that the office says leads to the site; with a port, it is asked there."""
    secure = urlsplit(site.url).scheme == "https"
    place = f"http://{name}/"
    if secure and name.partition(":")[0] == urlsplit(site.url).hostname:
        yield from _judge_plain(web, site, place)
        return
    yield from _judge_other(web, site, place)
    if secure and ":" not in name:
        yield from _judge_other(web, site, f"https://{name}/")


def _judge_other(web: Web, site: Site, place: str) -> Iterator[Finding]:
    way = walk(web, site, place)
    if isinstance(way.first, Answer) and way.first.status == 200:
        what = T("The site is there under this name, too, instead of leading to its address.")
        yield block("name-double", place, what, LEAD)
    elif not _arrives(site, way):
        yield block("name-dead", place, T("This name does not lead to the site."), LEAD)


def _arrives(site: Site, way: Way) -> bool:
    return (
        not way.endless
        and isinstance(way.last, Answer)
        and way.last.status == 200
        and way.end.startswith(urljoin(site.url, "."))
    )


def _judge_twin(web: Web, site: Site) -> Iterator[Finding]:
    """Judge the name with `www.`, or without it, which nobody need have: it must be no double."""
    parts = urlsplit(site.url)
    host = parts.hostname or ""
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    home = site.manifest.files.get("index.html")
    if "." not in host or _is_number(host) or home is None or twin in site.rules.names:
        return
    port = f":{parts.port}" if parts.port else ""
    place = f"{parts.scheme}://{twin}{port}{parts.path or '/'}"
    got = web.once(Ask(place, ENOUGH))
    if isinstance(got, Answer) and got.status == 200 and got.sha256 == home.sha256:
        what = T("The site is there under this name, too, instead of leading to its address.")
        yield block("name-double", place, what, LEAD)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _judge_plain(web: Web, site: Site, place: str) -> Iterator[Finding]:
    way = walk(web, site, place)
    if origin(way.end) != origin(site.url) or way.endless:
        what = T("The unprotected address does not lead to the protected one.")
        yield block("https-missing", place, what, LEAD)
