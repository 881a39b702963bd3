"""A real nginx on loopback, nobody's but the test's: its own folder, its own ports."""

import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from garden.authority import Certificate
from paraf.core.serving import TEXTS, TYPES

FOUND = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/bin")

WHOLE = """daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
{user}
events {{ worker_connections 512; }}
http {{
  access_log off;
  types {{ {types} }}
  default_type application/octet-stream;
  charset utf-8;
  charset_types {texts};
  gzip on; gzip_min_length 256; gzip_vary on;
  gzip_types {texts};
  server_tokens off;
  sendfile on;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{servers}
}}
"""


@dataclass
class Server:
    """One `server` block: where it listens, what it serves, how it differs from a good one."""

    berth: socket.socket
    root: Path | None = None
    certificate: Certificate | None = None
    headers: dict[str, str] = field(default_factory=dict)
    directives: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember the address: the berth is given away when nginx starts."""
        self.host, self.port = self.berth.getsockname()

    @property
    def url(self) -> str:
        """Return where it is found, with the slash at the end."""
        return f"http{'s' if self.certificate else ''}://{self.host}:{self.port}/"

    def text(self) -> str:
        """Return the block."""
        lines = [f"listen {self.host}:{self.port}{' ssl' if self.certificate else ''};"]
        if self.certificate:
            lines += [
                f"ssl_certificate {self.certificate.chain};",
                f"ssl_certificate_key {self.certificate.key};",
            ]
        if self.root:
            lines += [f"root {self.root};"]
        quoted = {name: value.replace('"', '\\"') for name, value in self.headers.items()}
        lines += [f'add_header {name} "{value}" always;' for name, value in quoted.items()]
        return "server {\n" + "\n".join(f"  {one}" for one in (*lines, *self.directives)) + "\n}"


def berth(host: str = "127.0.0.1") -> socket.socket:
    """Return a port that listens already; nginx takes it over, so nobody else can."""
    taken = socket.socket()
    taken.bind((host, 0))
    taken.listen(511)
    return taken


@contextmanager
def serving(folder: Path, servers: Sequence[Server], around: str = "") -> Iterator[None]:
    """Serve the blocks until the body ends; `around` stands beside them (maps, for instance)."""
    assert FOUND
    folder.mkdir(parents=True, exist_ok=True)
    blocks = "\n".join([around, *(one.text() for one in servers)])
    # Started by root, its workers would be nobody's and could not read a private folder.
    user = "user root;" if _is_root() else ""
    types = " ".join(f"{kind} {ending};" for ending, kind in TYPES.items())
    texts = " ".join(sorted(TEXTS - {"text/html"}))
    config = folder / "nginx.conf"
    config.write_text(
        WHOLE.format(folder=folder, servers=blocks, user=user, types=types, texts=texts)
    )
    command = [FOUND, "-e", folder / "error.log", "-p", folder, "-c", config]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    fds = [one.berth.fileno() for one in servers]
    # The way in which a newer nginx takes over from an older one: it inherits listening sockets.
    environment = {"NGINX": "".join(f"{fd};" for fd in fds), "PATH": "/usr/bin"}
    with (folder / "said").open("w") as said:
        running = subprocess.Popen(command, stdout=said, stderr=said, env=environment, pass_fds=fds)
    for one in servers:
        one.berth.close()
    try:
        yield
    finally:
        running.terminate()
        running.wait(20)
        told = (folder / "said").read_text()
        assert running.returncode == 0, told


def _is_root() -> bool:
    import os

    return os.geteuid() == 0
