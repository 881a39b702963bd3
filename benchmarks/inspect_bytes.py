"""Every file of 5,000 fetched and hashed, beside `wrk` with the same requests on the same nginx."""

import hashlib
import json
import random
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

FILES, FEW, CONNECTIONS, ROUNDS, SECONDS = 5000, 500, 8, 5, 2
NGINX = """daemon off; worker_processes auto; worker_rlimit_nofile 8192;
pid {folder}/nginx.pid; {user}
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html; application/pdf pdf; }} charset utf-8;
  access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; add_header Cache-Control no-cache;
  {more} }}
}}
"""
WRK = """local paths = {{{paths}}}
local at = {start}
request = function() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
"""


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of the table; none where nginx or wrk is not at hand."""
    if not (shutil.which("wrk") and _nginx()):
        return [("cek website, bytes of 5,000 files", "needs nginx and wrk", "2x wrk")]
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        sums = _site(folder)
        with _served(folder) as url:
            peers, ours = [], []
            for _ in range(ROUNDS):
                peers.append(_wrk(folder, url, sums))
                ours.append(_ours(folder, url, FILES))
            few = _ours(folder, url, FEW)
    peer, (took, memory) = min(peers), min(ours)
    return [
        ("cek website, bytes of 5,000 files", f"{took:.2f} s ({took / peer:.1f}x wrk's {peer:.2f} s"
         f" for as many, unhashed)", "2x wrk"),
        ("memory, 500 and 5,000 files", f"{few[1]:.0f} MB, {memory:.0f} MB", "flat"),
    ]  # fmt: skip


def _site(folder: Path) -> dict[str, tuple[int, str]]:
    """Write a site: four pages of about 30 KB to each attachment of 2 to 120 KB."""
    chance = random.Random(5)
    nav = " ".join(f"<li>halaman {number}</li>" for number in range(1100))
    sums = {}
    for number in range(FILES):
        if number % 5:
            path = f"berita/halaman-{number:04}/index.html"
            words = "kepegawaian " * chance.randrange(100, 900)
            body = f'<!doctype html><meta charset="utf-8">{nav}<p>{number} {words}'.encode()
        else:
            path = f"lampiran/berkas-{number:04}.pdf"
            body = b"%PDF" + chance.randbytes(chance.choice([2_000, 20_000, 60_000, 120_000]))
        file = folder / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        sums[path] = (len(body), hashlib.sha256(body).hexdigest())
    (folder / "sums.json").write_text(json.dumps(sums))
    return sums


@contextmanager
def _served(folder: Path, more: str = "") -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if Path("/root").owner() == Path(folder).owner() else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, user=user, more=more))
    nginx = _nginx()
    assert nginx
    running = subprocess.Popen([nginx, "-e", str(folder / "error.log"), "-c", str(config)])
    try:
        while running.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait()


def _wrk(folder: Path, url: str, sums: dict[str, tuple[int, str]]) -> float:
    """Return the seconds that wrk needs for as many of these requests, over as many connections."""
    script = folder / "paths.lua"
    paths = ",".join(f'"/{one.removesuffix("index.html")}"' for one in sorted(sums))
    script.write_text(WRK.format(paths=paths, start=0))
    told = subprocess.run(
        ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), url],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in told, told
    each = next(line for line in told.splitlines() if line.startswith("Requests/sec:"))
    return FILES / float(each.split()[1])


def _ours(folder: Path, url: str, files: int) -> tuple[float, float]:
    """Return the seconds that `check_bytes` takes, and the most memory (MB) of its process."""
    told = subprocess.run(
        [sys.executable, __file__, str(folder / "sums.json"), url, str(files)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    seconds, memory = told.split()
    return float(seconds), float(memory)


def _inspect(sums: Path, url: str, files: int) -> None:
    """Compare the first files once, in a process of its own; print seconds and memory."""
    from paraf.core.evidence import FileSum, Manifest
    from paraf.core.inspecting import InspectionRules
    from paraf.inspection.bytes.check import check_bytes
    from paraf.inspection.site import Site

    said = list(json.loads(sums.read_text()).items())[:files]
    manifest = Manifest({path: FileSum(*one) for path, one in said}, "0" * 64)
    rules = InspectionRules(connections=CONNECTIONS)
    import_module("pycurl")  # whoever inspects a second site has it loaded already

    begun = time.perf_counter()
    found = check_bytes(Site(url, manifest, None, rules=rules), lambda *_: None)
    took = time.perf_counter() - begun
    assert found.files == files, found
    assert not [one for one in found.findings if one.kind.startswith("file")], found.findings
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _nginx() -> str | None:
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/bin")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        _inspect(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    else:
        for row in rows():
            print(*row, sep="  ")
