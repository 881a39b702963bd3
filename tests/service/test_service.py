"""The service as a whole: its health, its counts, its end."""

import asyncio
import socket
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from paraf.core.words import english
from paraf.ports import Fault
from paraf.service.answer import whose
from paraf.service.children import Ended
from paraf.service.counts import Counts
from paraf.service.rota import Clocks, Rota
from paraf.service.service import Service
from paraf.service.settings import Address, Settings
from service.running import RUN_LIMIT, House, repository, serve, webhook

pytestmark = pytest.mark.server

CRASHED = Ended(-11, "", "Fatal Python error: Segmentation fault\n")


def test_wake_ups_during_a_run_become_one_run_more() -> None:
    async def story(house: House) -> None:
        await house.known()
        for number in range(6):
            assert await house.post(webhook(delivery=f"{number}")) == 202
        await house.begun("situs", 2)
        house.let_end("situs")
        await house.begun("situs", 3)
        assert house.runs == ["situs"] * 3
        # The first began a run, the second made another due, four found it due.
        assert house.count("paraf_wakeups_coalesced_total", repository="situs") == 4

    serve(story)


def test_two_repositories_run_side_by_side() -> None:
    async def story(house: House) -> None:
        await house.begun("situs", 1)
        await house.begun("simpeg", 1)
        assert set(house.under_way) == {"situs", "simpeg"}
        assert house.count("paraf_reconciles_running") == 2

    assert serve(story, repository(), repository("simpeg")).most == 2


def test_with_one_worker_they_run_one_after_the_other() -> None:
    async def story(house: House) -> None:
        await house.begun("situs", 1)
        assert set(house.under_way) == {"situs"}
        house.let_end("situs")
        await house.begun("simpeg", 1)

    assert serve(story, repository(), repository("simpeg"), workers=1).most == 1


def test_a_run_that_crashes_ends_neither_the_service_nor_the_others() -> None:
    house = House((repository(), repository("simpeg")), ended_as={"situs": CRASHED})

    async def story(house: House) -> None:
        await house.known()
        assert await house.post(webhook("bkd/situs")) == 202
        await house.begun("situs", 2)
        assert await house.post(webhook("bkd/simpeg", "two")) == 202
        await house.begun("simpeg", 2)
        assert (await house.get("/healthz")).status_code == 200
        outcomes = {"repository": "situs", "outcome": "died"}
        assert house.count("paraf_reconciles_total", **outcomes) == 1

    told = serve(story, house=house).told
    assert "situs: the run itself failed after 0.0 s: Fatal Python error: " in "\n".join(told)


def test_a_run_that_cannot_even_begin_is_told_of_and_tried_again() -> None:
    waited: list[float] = []

    async def fails(_: object) -> Ended:
        raise OSError(12, "Cannot allocate memory")

    async def note(_: asyncio.Event, seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 8:
            rota.turns.stop()

    told: list[str] = []
    settings = Settings(Address("", 0), None, 1, 60, 60, (repository(),))
    clocks = Clocks(lambda: 0.0, lambda: 0.0)
    rota = Rota(settings, fails, Counts(), lambda what: told.append(english(what)), clocks,
                until=note)  # fmt: skip
    asyncio.run(rota.turns.keep())
    assert "OSError: [Errno 12] Cannot allocate memory" in told[0]
    # Soon at first, then less and less often, down to the usual.
    assert waited == [0, 15, 30, 60, 120, 240, 300, 300]


@pytest.mark.parametrize("every", [5.0, 300.0])
def test_it_is_unwell_when_nobody_looked_for_three_intervals(every: float) -> None:
    async def story(house: House) -> None:
        await house.known()
        house.now += 3 * every
        assert (await house.get("/healthz")).status_code == 200
        house.now += 1
        answer = await house.get("/healthz")
        assert (answer.status_code, answer.json()) == (503, {"status": "late"})

    serve(story, repository(every=every))


def test_a_long_run_is_no_illness_and_a_crash_is_no_look() -> None:
    house = House((repository(),), ended_as={"situs": CRASHED})

    async def story(house: House) -> None:
        await house.begun("situs", 1)
        house.now += 3 * 300 + RUN_LIMIT
        assert (await house.get("/healthz")).status_code == 200
        house.let_end("situs")
        async with asyncio.timeout(20):
            while len(house.told) < 2:
                await asyncio.sleep(0)
        assert (await house.get("/healthz")).status_code == 503

    serve(story, house=house)


def test_a_repository_whose_runs_all_end_by_the_time_limit_is_an_illness() -> None:
    over = Ended(-9, "", "", over_time=True)
    house = House((repository(every=40.0),), ended_as={"situs": over})

    async def story(house: House) -> None:
        for run in range(1, 4):
            await house.begun("situs", run)
            house.now += RUN_LIMIT
            assert (await house.get("/healthz")).status_code == 200
            assert await house.post(webhook(delivery=f"{run}")) == 202
            house.let_end("situs")
        await house.begun("situs", 4)
        # Three intervals and the time of one run have passed.
        house.now += 1
        assert (await house.get("/healthz")).status_code == 503

    assert serve(story, house=house).runs == ["situs"] * 4


def test_the_counts_are_read_by_prometheus() -> None:
    async def story(house: House) -> None:
        await house.known()
        await house.post(webhook())
        await house.post(webhook())
        answer = await house.get("/metrics")
        assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        families = {one.name: one for one in text_string_to_metric_families(answer.text)}
        samples = {
            (s.name, *sorted(s.labels.values())): s.value
            for one in families.values()
            for s in one.samples
        }
        assert samples["paraf_reconciles_total", "done", "situs"] == 1
        assert samples["paraf_reconcile_seconds_count", "situs"] == 1
        assert samples["paraf_last_success_timestamp_seconds", "situs"] == 1_800_000_000
        assert samples["paraf_webhooks_total", "accepted", "gitea"] == 1
        assert samples["paraf_webhooks_total", "gitea", "replayed"] == 1
        assert samples["paraf_wakeups_coalesced_total", "situs"] == 0
        assert samples["paraf_forge_requests_total", "situs"] == 0
        assert samples[("process_resident_memory_bytes",)] > 1_000_000
        assert families["paraf_reconcile_seconds"].type == "histogram"
        assert all(one.documentation for one in families.values())

    serve(story)


def test_requests_to_the_forge_are_counted_as_runs_tell_them() -> None:
    told = '{"did": [], "problems": [], "requests": 7}\n{"family": "gitea", "full_name": "a/b"}\n'
    house = House((repository(),), ended_as={"situs": Ended(0, told, "")})

    async def story(house: House) -> None:
        await house.known()
        assert house.count("paraf_forge_requests_total", repository="situs") == 7

    serve(story, house=house)


@pytest.mark.parametrize(
    ("outcome", "wrong"),
    [("well", 0), ("incident", 1), ("known", 1), ("ended", 0), ("unseen", None)],
)
def test_an_incident_of_the_public_site_is_counted_and_told_while_it_is_new(
    outcome: str, wrong: int | None
) -> None:
    line = whose(
        "gitea", "a/b", {"outcome": outcome, "news": [{"case": "/a/", "what": "Changed."}]}
    )
    house = House((repository(),), ended_as={"situs": Ended(0, f"{{}}\n{line}\n", "")})

    async def story(house: House) -> None:
        await house.known()
        assert house.count("paraf_watches_total", repository="situs", outcome=outcome) == 1
        if wrong is not None:
            assert house.count("paraf_incident", repository="situs") == wrong

    serve(story, house=house)
    assert ("INCIDENT" in "\n".join(house.told)) == (outcome == "incident")


@pytest.mark.parametrize(("unseen", "blind"), [("There is no browser.", 1), (None, 0)])
def test_a_look_without_a_browser_is_counted_and_told(unseen: str | None, blind: int) -> None:
    line = whose("gitea", "a/b", {"outcome": "well", "news": [], "unseen": unseen})
    house = House((repository(),), ended_as={"situs": Ended(0, f"{{}}\n{line}\n", "")})

    async def story(house: House) -> None:
        await house.known()
        assert house.count("paraf_watch_without_browser", repository="situs") == blind

    serve(story, house=house)
    assert "without a browser" in "\n".join(house.told) or not blind


def test_the_counts_may_be_behind_a_second_address_alone() -> None:
    async def story(house: House) -> None:
        assert (await house.get("/metrics")).status_code == 404
        assert (await house.get("/metrics", server=1)).status_code == 200
        assert (await house.get("/healthz", server=1)).status_code == 200
        async with asyncio.timeout(20):
            assert (await house.get("/webhook/gitea", server=1)).status_code == 404

    serve(story, metrics=True)


def test_asked_to_end_it_finishes_what_runs_and_begins_nothing() -> None:
    async def story(house: House) -> None:
        await house.known()
        assert await house.post(webhook()) == 202
        await house.begun("situs", 2)
        assert await house.post(webhook(delivery="two")) == 202
        house.service.end()
        async with asyncio.timeout(20):
            while (answer := await house.get("/healthz")).status_code == 200:
                await asyncio.sleep(0)
        assert answer.json() == {"status": "stopping"}
        assert await house.post(webhook(delivery="three")) == 503
        assert list(house.under_way) == ["situs"]
        house.let_end("situs")

    left = serve(story)
    assert left.runs == ["situs"] * 2
    assert not left.killed
    assert left.told[-3:] == [
        "Ending; runs under way are finished first.",
        "situs: nothing to do (0.0 s).",
        "Ended.",
    ]


def test_asked_twice_it_ends_runs_by_force() -> None:
    async def story(house: House) -> None:
        await house.begun("situs", 1)
        house.service.end()
        house.service.end()
        async with asyncio.timeout(20):
            while not house.killed:
                await asyncio.sleep(0)

    assert serve(story).told[-1] == "Ended."


def test_runs_that_do_not_end_in_time_are_ended_by_force() -> None:
    async def story(house: House) -> None:
        await house.begun("situs", 1)
        house.service.end()
        async with asyncio.timeout(20):
            while not house.killed:
                await asyncio.sleep(0)

    assert serve(story, stop_limit=0.05).killed


def test_systemd_is_told_when_it_is_there_and_when_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(house: House) -> None:
        await house.begun("situs", 1)

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        serve(story)
        assert [told.recv(100), told.recv(100)] == [b"READY=1", b"STOPPING=1"]


def test_an_address_that_is_taken_is_said() -> None:
    async def story(house: House) -> None:
        port = int(house.service.addresses[0].rpartition(":")[2])
        taken = Settings(Address("127.0.0.1", port), None, 1, 60, 60, house.repositories)
        rota = Rota(taken, house.reconcile, Counts(), print, Clocks(lambda: 0, lambda: 0))
        with pytest.raises(Fault, match=f"127.0.0.1, port {port}, cannot be listened to"):
            Service(taken, rota, Counts(), house.kill, print)

    serve(story)
