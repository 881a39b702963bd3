"""The settings of Apache (2.4): for a server of one's own, or as `.htaccess` on a rented one."""

from collections.abc import Iterator

from paraf.core.serving import ASKED, CHARSET, KEPT, LASTING, TEXTS
from paraf.site.servers.served import CIPHERS, DOTTED, LEFT_BEHIND, Served, types


def apache(served: Served) -> Iterator[str]:
    """Yield the lines of a file in `sites-enabled/`.

    Needs the modules headers, rewrite, deflate, and ssl for an https site.
    """
    yield "ServerTokens Prod"
    yield "ServerSignature Off"
    yield "TraceEnable Off"
    if served.secure:
        yield f"<VirtualHost *:{served.plain}>"
        yield from _apache_names(served)
        yield f"    Redirect permanent / {served.base}/"
        yield "</VirtualHost>"
    yield f"<VirtualHost *:{served.port}>"
    yield from _apache_names(served)
    yield f'    DocumentRoot "{served.root}"'
    if served.secure:
        certificate, key = served.files
        yield "    SSLEngine on"
        yield f'    SSLCertificateFile "{certificate}"'
        yield f'    SSLCertificateKeyFile "{key}"'
        yield "    SSLProtocol -all +TLSv1.2 +TLSv1.3"
        yield f"    SSLCipherSuite {CIPHERS}"
        yield "    SSLHonorCipherOrder off"
        yield "    SSLSessionTickets off"
    yield "    # Without this, no browser is ever told that it has a packed file already."
    yield "    DeflateAlterETag NoChange"
    yield f'    <Directory "{served.root}">'
    yield "        Require all granted"
    yield "        AllowOverride None"
    yield from (f"        {one}" for one in htaccess(served))
    yield "    </Directory>"
    yield "</VirtualHost>"


def _apache_names(served: Served) -> Iterator[str]:
    yield f"    ServerName {served.host}"
    if served.names:
        yield f"    ServerAlias {' '.join(served.names)}"


def htaccess(served: Served) -> Iterator[str]:
    """Yield the lines of a `.htaccess`, in the served folder or the one that holds it."""
    yield "Options -Indexes -MultiViews +FollowSymLinks"
    yield "DirectoryIndex index.html"
    yield "ErrorDocument 404 /404.html"
    yield f'RedirectMatch 404 "{DOTTED}|{LEFT_BEHIND}"'
    yield from _apache_ways(served)
    yield "<IfModule mod_headers.c>"
    for name, value in served.headers.items():
        yield f'    Header always set {name} "{value}"'
    yield f'    Header always set Cache-Control "{ASKED}"'
    yield f'    <FilesMatch "{LASTING}">'
    yield f'        Header always set Cache-Control "{KEPT}"'
    yield "    </FilesMatch>"
    yield "</IfModule>"
    yield f"AddDefaultCharset {CHARSET}"
    for kind, extensions in types().items():
        dotted = " ".join(f".{one}" for one in extensions)
        yield f"AddType {kind} {dotted}"
        if kind in TEXTS:
            yield f"AddCharset {CHARSET} {dotted}"
    yield "<IfModule mod_deflate.c>"
    yield f"    AddOutputFilterByType DEFLATE {' '.join(sorted(TEXTS))}"
    yield "</IfModule>"


def _apache_ways(served: Served) -> Iterator[str]:
    host = served.host.replace(".", r"\.")
    yield "<IfModule mod_rewrite.c>"
    yield "    RewriteEngine On"
    if served.secure:
        yield "    RewriteCond %{HTTPS} !=on [OR]"
    yield f"    RewriteCond %{{HTTP_HOST}} !^{host}(:[0-9]+)?$ [NC]"
    yield f"    RewriteRule ^ {served.base}%{{REQUEST_URI}} [R=301,L]"
    for old, new in served.ways():
        yield f'    RewriteCond %{{REQUEST_URI}} "={old}"'
        yield f'    RewriteRule ^ "{_percent(new)}" [R=301,L,NE]'
    # A folder without a page is no place, not a forbidden one.
    yield "    RewriteCond %{REQUEST_FILENAME} -d"
    yield "    RewriteCond %{REQUEST_FILENAME}/index.html !-f"
    yield "    RewriteRule ^ - [R=404,L]"
    yield "</IfModule>"


def _percent(address: str) -> str:
    # In a substitution a per cent sign begins a reference.
    return address.replace("%", r"\%")
