"""`forge` of the settings: which forge hosts the repository, and every way to write it wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.hosting import Hosted
from paraf.ports import RecordFault
from paraf.records.office import read_office
from records.papers import OFFICIALS, PIPELINE, said
from records.test_schemas import wrong

FIRST = PIPELINE.count("\n") + 1
ADDRESS = "is an address such as https://git.office.example."
HTTPS = "begins with https://; only on this very machine may it be http://."
OWNER = "forge.repository must be owner/name, as in the address of the repository."


def settings(**keys: str) -> str:
    """Return settings whose forge is at the end, a key a line."""
    return f"{PIPELINE}forge:\n" + "".join(f"  {key}: {told}\n" for key, told in keys.items())


def forge(text: str) -> Hosted | None:
    return read_office(OFFICIALS, text, files=("o", "p"))[1].forge


GITEA = {"kind": "gitea", "url": "https://git.kantor.example", "repository": "bkd/situs"}


def test_without_a_forge_git_alone_is_it() -> None:
    assert forge(PIPELINE) is None
    assert forge(settings(kind="local")) is None


@pytest.mark.parametrize("kind", ["gitea", "forgejo"])
def test_a_forge_of_ones_own_is_named_by_kind_address_and_repository(kind: str) -> None:
    found = forge(settings(**GITEA | {"kind": kind}))
    assert found == Hosted(kind, "https://git.kantor.example", "bkd/situs")  # type: ignore[arg-type]
    assert (found.accounts, found.owner, found.name) == ("gitea", "bkd", "situs")
    assert found.webhook is None


def test_github_is_where_everybody_knows_unless_the_office_says_otherwise() -> None:
    found = forge(settings(kind="github", repository="bkd/situs"))
    assert found == Hosted("github", "https://github.com", "bkd/situs")
    assert found.accounts == "github"
    own = forge(settings(kind="github", repository="bkd/situs", url="https://gh.kantor.example/"))
    assert own is not None
    assert own.url == "https://gh.kantor.example"


def test_a_forge_may_live_below_another_address_and_the_service_too() -> None:
    url, service = "https://kantor.example/git/", "https://kantor.example/paraf/"
    found = forge(settings(**GITEA | {"url": url, "service": service}))
    assert found is not None
    assert found.url == "https://kantor.example/git"
    assert found.webhook == "https://kantor.example/paraf/webhook/gitea"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000"])
def test_on_this_very_machine_nobody_listens_in(host: str) -> None:
    found = forge(settings(**GITEA | {"url": f"http://{host}"}))
    assert found is not None
    assert found.url == f"http://{host}"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"kind": "gitlab"}, ["1: forge.kind must be one of: local, gitea, forgejo, github."]),
        ({"kind": "gitea"}, ["0: forge.url is missing.", "0: forge.repository is missing."]),
        ({"kind": "github"}, ["0: forge.repository is missing."]),
        ({"url": "https://git.kantor.example"}, ["0: forge.kind is missing."]),
        ({"kind": "local", "url": "https://git.kantor.example"},
         ["2: The local forge is the office's own repository: it has no forge.url."]),
        (GITEA | {"token": "secret"}, ["4: forge.token is not known here."]),
        (GITEA | {"url": "git.kantor.example"}, [f"2: forge.url {ADDRESS}"]),
        (GITEA | {"url": "ssh://git@git.kantor.example"}, [f"2: forge.url {ADDRESS}"]),
        (GITEA | {"url": "https://"}, [f"2: forge.url {ADDRESS}"]),
        (GITEA | {"url": "https://["}, [f"2: forge.url {ADDRESS}"]),
        (GITEA | {"url": "https://git.kantor.example:99999"}, [f"2: forge.url {ADDRESS}"]),
        (GITEA | {"url": "https://git.kantor. example"}, [f"2: forge.url {ADDRESS}"]),
        (GITEA | {"url": r"https://git.kantor.example\evil"}, [f"2: forge.url {ADDRESS}"]),
        (GITEA | {"url": "https://git.kantor.example?"},
         ["2: forge.url ends before any ? or #."]),
        (GITEA | {"url": "http://git.kantor.example"}, [f"2: forge.url {HTTPS}"]),
        (GITEA | {"url": "http://127.0.0.1.kantor.example"}, [f"2: forge.url {HTTPS}"]),
        (GITEA | {"url": "http://10.0.0.7:3000"}, [f"2: forge.url {HTTPS}"]),
        (GITEA | {"url": "https://bot:rahasia@git.kantor.example"},
         ["2: forge.url holds no name and no password: a token is given to the program alone."]),
        (GITEA | {"repository": "situs"}, [f"3: {OWNER}"]),
        (GITEA | {"repository": "bkd/situs/lain"}, [f"3: {OWNER}"]),
        (GITEA | {"repository": "../situs"}, [f"3: {OWNER}"]),
        (GITEA | {"repository": "bkd/situs?x"}, [f"3: {OWNER}"]),
        (GITEA | {"repository": "bkd/situs.git"},
         ["3: forge.repository ends neither with .git nor with .wiki."]),
        (GITEA | {"service": "http://paraf.kantor.example"}, [f"4: forge.service {HTTPS}"]),
        (GITEA | {"url": "http://a.example", "service": "b"},
         [f"2: forge.url {HTTPS}", f"4: forge.service {ADDRESS}"]),
    ],
    ids=lambda one: "-".join(one.values()) if isinstance(one, dict) else "",
)  # fmt: skip
def test_a_wrong_forge_is_refused_on_its_line(keys: dict[str, str], expected: list[str]) -> None:
    found = said("pipeline", settings(**keys))
    numbered = [one.split(":", 1) for one in expected]
    assert found == [f"{FIRST + int(line)}:{what}" for line, what in numbered]


def test_mistakes_of_the_forge_come_with_all_others() -> None:
    text = settings(**GITEA | {"url": "http://git.kantor.example"}).replace("zone: WITA", "zone: W")
    assert len(said("pipeline", text)) == 1  # the shape comes before what it means
    text = text.replace("zone: W\n", "zone: WIT\n").replace("07:30-11:30", "7-11")
    assert [one.split(":")[0] for one in said("pipeline", text)] == ["7", f"{FIRST + 2}"]


def test_the_schema_takes_a_forge_and_refuses_what_is_no_repository() -> None:
    value = {"kind": "gitea", "url": "https://git.kantor.example", "repository": "bkd/situs"}
    base = {"version": 1, "hours": {"zone": "WIB", "week": {}},
            "target": {"kind": "directory", "path": "/a", "url": "https://a.example/"}}  # fmt: skip
    assert wrong(base | {"forge": value}, "pipeline") == []
    assert wrong(base | {"forge": value | {"repository": "situs"}}, "pipeline") != []


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_any_address_is_read_or_refused_in_words(text: str) -> None:
    quoted = '"https://' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    try:
        found = forge(settings(**GITEA | {"url": quoted}))
    except RecordFault:
        return
    assert found is not None
    assert found.url.isascii()
    assert not set(found.url) & set(" @?#\\")
