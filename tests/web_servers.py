"""Real web servers on loopback, with settings such as `paraf headers` prints."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PLACES = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin"
PROGRAMS = {"nginx": "nginx", "apache": "apache2", "htaccess": "apache2", "caddy": "caddy"}
MODULES = Path("/usr/lib/apache2/modules")
LOADED = (
    *("mpm_event", "authz_core", "mime", "dir", "alias", "filter", "deflate", "headers"),
    *("rewrite", "socache_shmcb", "ssl", "autoindex", "negotiation"),
)
SECONDS = 20


def program(server: str) -> str | None:
    """Return where a server's program is; None if this machine has none."""
    return shutil.which(PROGRAMS[server], path=PLACES)


def ports(count: int) -> list[int]:
    """Return ports that nobody listens at."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    found = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return found


@contextmanager
def running(server: str, settings: str, folder: Path, at: Sequence[int]) -> Iterator[None]:
    """Run a server with `settings` and its own `folder` until the body ends; it answers `at` ports.

    `folder` must be such that anybody may read it: started by root, Apache serves as nobody.
    """
    found = program(server)
    assert found
    command, environment = STARTS[PROGRAMS[server]](found, settings, folder, at)
    said = folder / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment, cwd=folder)
    try:
        for port in at:
            _answers(process, port, said)
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


def _answers(process: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    for _ in range(SECONDS * 50):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            pass
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(said.read_text())


Start = Callable[[str, str, Path, Sequence[int]], tuple[list[str], dict[str, str]]]


def _nginx(found: str, settings: str, folder: Path, _: Sequence[int]) -> tuple[list[str], dict]:
    user = "user root;" if os.geteuid() == 0 else ""
    # Not every machine has IPv6, and these ports are loopback's alone.
    lines = [one for one in settings.splitlines() if "[::]" not in one]
    text = "\n".join(lines).replace("listen ", "listen 127.0.0.1:")
    temporary = " ".join(
        f"{one}_temp_path {folder}/{one};"
        for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/pid; {user} worker_processes 1;\nevents {{}}\n"
        f"http {{ access_log off; {temporary}\n{text}\n}}\n"
    )
    return [found, "-e", "stderr", "-p", str(folder), "-c", str(config)], {}


def _apache(found: str, settings: str, folder: Path, at: Sequence[int]) -> tuple[list[str], dict]:
    (folder / "mime.types").touch()
    lines = [f"LoadModule {one}_module {MODULES}/mod_{one}.so" for one in LOADED]
    lines += [f"Listen 127.0.0.1:{port}" for port in at]
    lines += [f'ServerRoot "{folder}"', f"DefaultRuntimeDir {folder}", f"PidFile {folder}/pid"]
    lines += ["ServerName localhost", "TypesConfig mime.types", "ErrorLog /dev/stderr"]
    lines += ["User www-data", "Group www-data"] if os.geteuid() == 0 else []
    config = folder / "apache.conf"
    config.write_text("\n".join((*lines, settings)) + "\n")
    return [found, "-D", "FOREGROUND", "-f", str(config)], {}


def _caddy(found: str, settings: str, folder: Path, at: Sequence[int]) -> tuple[list[str], dict]:
    config = folder / "Caddyfile"
    whole = "{\n admin off\n auto_https disable_redirects\n skip_install_trust\n"
    config.write_text(f"{whole} http_port {at[0]}\n https_port {at[-1]}\n}}\n{settings}")
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return [found, "run", "--adapter", "caddyfile", "--config", str(config)], home


STARTS: dict[str, Start] = {"nginx": _nginx, "apache2": _apache, "caddy": _caddy}
