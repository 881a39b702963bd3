"""A real Gitea tells the real service, and the service answers where people look."""

import itertools
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from everything import long
from gitea.office import KABID, KASUBID, REPOSITORY, HostedOffice, office
from gitea_server import find
from service.command import Serving, serving
from service.running import SECRET

pytestmark = [
    pytest.mark.gitea,
    pytest.mark.server,
    pytest.mark.skipif(find("gitea") is None, reason="No Gitea on this machine."),
]
EVENTS = ["pull_request", "pull_request_review", "pull_request_sync", "pull_request_assign"]


def settle(it: HostedOffice) -> Path:
    """Write the settings for the program's clone, with its token and the webhook's secret."""
    for name, word in (("token", it.who("paraf").token), ("hook", SECRET)):
        (it.root / name).write_text(word)
        (it.root / name).chmod(0o600)
    (it.root / "serve.toml").write_text(
        f'listen = "127.0.0.1:0"\n[[repositories]]\nfolder = "{it.desk}"\n'
        'token_file = "token"\nwebhook_secret_file = "hook"\nevery = "9h"\n'
    )
    return it.root / "serve.toml"


def listen(it: HostedOffice, address: str, secret: str = SECRET) -> None:
    """Let the forge tell the service, as `paraf setup` has it."""
    config = {"url": f"{address}/webhook/gitea", "content_type": "json", "secret": secret}
    hook = {"type": "gitea", "config": config, "events": EVENTS, "active": True}
    it.server.call(it.server.admin, "POST", f"/repos/{REPOSITORY}/hooks", hook)


def until(running: Serving, seen: Callable[[], bool]) -> None:
    """Read what the service tells, run by run, until something is seen on the forge."""
    for _ in itertools.repeat(None, 12):
        if seen():
            return
        assert running.line(), running.lines
    assert seen(), running.lines


def test_a_review_on_the_forge_wakes_the_service_which_asks_the_next(tmp_path: Path) -> None:
    with office(tmp_path) as it, serving(it.world, settle(it)) as running:
        running.line()
        listen(it, running.address)
        it.hands_in("jadwal-seleksi")
        until(running, lambda: it.asked() == {KASUBID})
        assert it.status()[0] == "pending"
        it.reviews(KASUBID, "APPROVED")
        until(running, lambda: it.asked() == {KABID})
        counts = running.metrics()
        assert running.end(signal.SIGTERM) == 0
        token = it.who("paraf").token
        assert not any(token in line or SECRET in line for line in running.lines)
        assert 'paraf_forge_requests_total{repository="paraf"} 0.0' not in counts


@long
def test_a_forge_that_signs_with_another_secret_is_not_heard(tmp_path: Path) -> None:
    with office(tmp_path) as it, serving(it.world, settle(it)) as running:
        running.line()
        listen(it, running.address, secret="another secret of nobody")
        it.hands_in("jadwal-seleksi")
        running.until_counted('paraf_webhooks_total{forge="gitea",outcome="unsigned"}')
        assert running.end(signal.SIGTERM) == 0
        assert it.asked() == set()
