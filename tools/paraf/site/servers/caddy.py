"""The settings of Caddy (2.6 and later)."""

from collections.abc import Iterable, Iterator

from paraf.core.serving import ASKED, CHARSET, KEPT, LASTING, TEXTS
from paraf.site.servers.served import LEFT_BEHIND, SMALL, Served, types


def caddy(served: Served) -> Iterator[str]:
    """Yield the lines of a Caddyfile, or of a file that it imports."""
    scheme = "https" if served.secure else "http"
    if served.secure:
        every = (f"http://{name}:{served.plain}" for name in (served.host, *served.names))
        yield from _away(served, every)
    if served.names:
        others = (f"{scheme}://{name}:{served.port}" for name in served.names)
        yield from _away(served, others, *_tls(served))
    yield f"{scheme}://{served.host}:{served.port} {{"
    yield from (f"    {one}" for one in _tls(served))
    yield f'    root * "{served.root}"'
    yield from (f"    {one}" for one in (*_headers(served), *_files(served)))
    yield "    handle_errors {"
    # An error begins anew, without what was set before it.
    yield from (f"        {one}" for one in _headers(served))
    yield f"        header Cache-Control {ASKED}"
    yield "        rewrite * /404.html"
    yield f'        header Content-Type "text/html; charset={CHARSET}"'
    yield "        file_server"
    yield "    }"
    yield "}"


def _away(served: Served, addresses: Iterable[str], *more: str) -> Iterator[str]:
    yield f"{', '.join(addresses)} {{"
    yield from (f"    {one}" for one in more)
    yield "    header -Server"
    yield f"    redir {served.base}{{uri}} permanent"
    yield "}"


def _tls(served: Served) -> Iterator[str]:
    # Without these Caddy gets a certificate by itself.
    if served.secure and served.certificate:
        yield f'tls "{served.certificate}" "{served.key}"'


def _headers(served: Served) -> Iterator[str]:
    yield "header {"
    yield "    -Server"
    for name, value in served.headers.items():
        yield f'    {name} "{value}"'
    yield "}"


def _files(served: Served) -> Iterator[str]:
    yield f"@lasting path_regexp `{LASTING}`"
    yield f"@asked not path_regexp `{LASTING}`"
    yield f"header @asked Cache-Control {ASKED}"
    yield f'header @lasting Cache-Control "{KEPT}"'
    for number, (kind, extensions) in enumerate(types().items()):
        value = f"{kind}; charset={CHARSET}" if kind in TEXTS else kind
        yield f"@type{number} path {' '.join(f'*.{one}' for one in extensions)}"
        yield f'header @type{number} Content-Type "{value}"'
    yield "@hidden {"
    yield f"    path_regexp `/\\.|{LEFT_BEHIND}`"
    yield "    not path /.well-known /.well-known/*"
    yield "}"
    yield "error @hidden 404"
    for old, new in served.ways():
        yield f'redir "{old}" "{new}" permanent'
    yield "encode {"
    yield "    gzip"
    yield f"    minimum_length {SMALL}"
    yield "    match {"
    for kind in sorted(TEXTS):
        yield f"        header Content-Type {kind}*"
    yield "    }"
    yield "}"
    yield "file_server"
