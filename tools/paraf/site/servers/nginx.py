"""The settings of nginx (1.18 and later)."""

from collections.abc import Iterator

from paraf.core.serving import ASKED, CHARSET, KEPT, LASTING, OTHER, TEXTS
from paraf.site.servers.served import CIPHERS, DOTTED, LEFT_BEHIND, SMALL, Served, types


def nginx(served: Served) -> Iterator[str]:
    """Yield the lines of a file in `/etc/nginx/conf.d/` or `sites-enabled/`."""
    yield f"map $uri $paraf_{_slug(served)} {{"
    yield f'    default "{ASKED}";'
    yield f'    "~{LASTING}" "{KEPT}";'
    yield "}"
    names = " ".join((served.host, *served.names))
    if served.secure:
        yield from (
            "server {",
            f"    listen {served.plain};",
            f"    listen [::]:{served.plain};",
            f"    server_name {names};",
            "    server_tokens off;",
            f"    return 301 {served.base}$request_uri;",
            "}",
        )
    tls = " ssl http2" if served.secure else ""
    yield "server {"
    yield f"    listen {served.port}{tls};"
    yield f"    listen [::]:{served.port}{tls};"
    yield f"    server_name {names};"
    yield f'    if ($host != "{served.host}") {{ return 301 {served.base}$request_uri; }}'
    if served.secure:
        yield from (f"    {one}" for one in _nginx_tls(served))
    yield from (f"    {one}" for one in _nginx_files(served))
    yield "}"


def _nginx_tls(served: Served) -> Iterator[str]:
    certificate, key = served.files
    yield f'ssl_certificate "{certificate}";'
    yield f'ssl_certificate_key "{key}";'
    yield "ssl_protocols TLSv1.2 TLSv1.3;"
    yield f"ssl_ciphers {CIPHERS};"
    yield "ssl_prefer_server_ciphers off;"
    yield "ssl_session_tickets off;"


def _nginx_files(served: Served) -> Iterator[str]:
    yield f'root "{served.root}";'
    yield "index index.html;"
    yield "autoindex off;"
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield "error_page 403 404 =404 /404.html;"
    yield f'location ~ "{DOTTED}|{LEFT_BEHIND}" {{ return 404; }}'
    for old, new in served.ways():
        yield f'location = "{old}" {{ return 301 "{new}"; }}'
    for name, value in served.headers.items():
        yield f'add_header {name} "{value}" always;'
    yield f"add_header Cache-Control $paraf_{_slug(served)} always;"
    yield "types {"
    for kind, extensions in types().items():
        yield f"    {kind} {' '.join(extensions)};"
    yield "}"
    texts = " ".join(sorted(TEXTS - {"text/html"}))
    yield f"default_type {OTHER};"
    yield f"charset {CHARSET};"
    yield f"charset_types {texts};"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield "gzip_proxied any;"
    yield f"gzip_min_length {SMALL};"
    yield f"gzip_types {texts};"


def _slug(served: Served) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in f"{served.host}_{served.port}")
