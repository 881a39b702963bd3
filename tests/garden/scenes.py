"""The scenes of the garden: its clean twin, the garden, and what needs a server of its own."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from garden import bed, harmless, in_bytes, in_links, in_pages, in_transport, nginx
from garden.authority import Authority
from garden.garden import Defect, Garden, Plant, expect
from paraf.core.serving import HIDDEN, LASTING
from paraf.inspection.site import Site
from paraf.site.policy import headers

HOME = ("", "berita/", "cari/")


@dataclass(frozen=True, slots=True)
class Scene:
    """Defects that can be together. `part` says what looks at it; `whole` is everything."""

    name: str
    part: str
    defects: tuple[Defect, ...]
    case: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    harmless: tuple[Plant, ...] = ()
    """What looks like a defect, and is none."""


TWIN = Scene("twin", "whole", (), in_pages.CASE[:3], HOME, harmless.PLANTS)
GARDEN = Scene(
    "garden",
    "whole",
    (*in_bytes.SERVED, *in_links.DEFECTS, *in_pages.DEFECTS),
    in_pages.CASE,
    HOME,
)
SCENES = (
    TWIN,
    GARDEN,
    Scene("endless", "pages", in_pages.ENDLESS, in_pages.ENDLESS_CASE),
    Scene("hungry", "pages", in_pages.HUNGRY, in_pages.HUNGRY_CASE),
    Scene("soft", "bytes", in_bytes.SOFT),
    Scene("other", "bytes", in_bytes.OTHER),
    Scene("silent", "bytes", in_bytes.SILENT),
    Scene("flaky", "bytes", in_bytes.FLAKY),
    Scene("plain", "bytes", in_bytes.PLAIN),
    Scene("headers", "transport", in_transport.HEADERS),
    Scene("weak", "transport", in_transport.OTHER),
    Scene("running-out", "transport", in_transport.THIRD),
    Scene("expired", "transport", in_transport.FOURTH),
    Scene("other-name", "transport", in_transport.FIFTH),
)


@dataclass
class Standing:
    """A scene that is served: its garden, and what an inspection is told."""

    scene: Scene
    garden: Garden
    site: Site


def all_defects() -> list[tuple[Scene, Defect]]:
    """Return every defect with its scene."""
    return [(scene, defect) for scene in SCENES for defect in scene.defects]


@contextmanager
def standing(folder: Path, scenes: Sequence[Scene] = SCENES) -> Iterator[dict[str, Standing]]:
    """Serve the scenes by one nginx until the body ends; trust `ca/root.pem` below `folder`."""
    authority = Authority(folder / "ca")
    good = authority.certificate("good")
    stand: dict[str, Standing] = {}
    with ExitStack() as stack:
        short = stack.enter_context(_cut_short(folder / "short"))
        for scene in scenes:
            garden = _planted(scene, folder / scene.name, authority, good)
            garden.server.directives = [
                one.replace("{short}", str(short)) for one in garden.server.directives
            ]
            marked = folder / scene.name / "marked"
            garden.write(marked, folder / scene.name / "served")
            stand[scene.name] = Standing(scene, garden, garden.site(marked))
        servers = [one for each in stand.values() for one in _servers(each.garden)]
        around = "\n".join(_map(one.garden) for one in stand.values())
        stack.enter_context(nginx.serving(folder / "nginx", servers, around))
        yield stand


def _planted(scene: Scene, folder: Path, authority: Authority, good: nginx.Certificate) -> Garden:
    server = nginx.Server(nginx.berth(), folder / "served", good)
    garden = Garden(server, authority, bed.site(server.url), around=scene.around)
    clean = folder / "clean"
    garden.write(clean, clean)
    server.headers = dict(headers(clean, server.url))
    garden.headers = dict(server.headers)
    server.headers["Cache-Control"] = f"$cache_{server.port}"
    server.directives = [
        "error_page 404 /404.html;",
        "location = /404.html { internal; }",
        f'location ~ "{HIDDEN}" {{ return 404; }}',
    ]
    for plant in scene.harmless:
        plant(garden)
    for defect in scene.defects:
        defect.plant(garden)
    for path in scene.case:
        expect(path)(garden)
    return garden


def _servers(garden: Garden) -> list[nginx.Server]:
    if garden.is_closed:
        garden.server.berth.close()
        return []
    return [garden.server, *garden.others]


def _map(garden: Garden) -> str:
    own = "\n".join(f'  "~^{path}" "{value}";' for path, value in garden.caches.items())
    return f"""map $uri $cache_{garden.server.port} {{
  default no-cache;
{own}
  "~{LASTING}" "public, max-age=31536000, immutable";
}}"""


@contextmanager
def _cut_short(path: Path) -> Iterator[Path]:
    """Answer at a socket with less than is announced: nginx itself never would."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen(16)

    def answer() -> None:
        while True:
            try:
                asking, _ = listening.accept()
            except OSError:
                return
            with asking:
                asking.recv(65536)
                asking.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: image/png\r\n")
                asking.sendall(b"Content-Length: 5000\r\n\r\n" + b"x" * 600)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield path
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
