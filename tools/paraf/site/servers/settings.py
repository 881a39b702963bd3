"""The settings of a web server, by its name."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from paraf.core.words import Say, T
from paraf.site.servers.apache import apache, htaccess
from paraf.site.servers.caddy import caddy
from paraf.site.servers.nginx import nginx
from paraf.site.servers.served import Served, sure

SERVERS: Mapping[str, Callable[[Served], Iterator[str]]] = MappingProxyType(
    {"nginx": nginx, "apache": apache, "htaccess": htaccess, "caddy": caddy}
)


def settings(server: str, served: Served, say: Say) -> str:
    """Return what goes into the settings of a server, one of `SERVERS`.

    Raises Fault where the values cannot be written so that they are read alike.
    """
    sure(served)
    told = T("Written by “paraf headers {server}”; write it anew when the inspection says so.",
             server=server)  # fmt: skip
    lines = (f"# {served.url}", f"# {say(told)}", *SERVERS[server](served))
    return "\n".join(lines) + "\n"
