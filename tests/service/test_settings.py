"""`serve.toml`: every mistake at once with its line, and secrets that stay secret."""

from pathlib import Path

import pytest

from paraf.ports import Fault, RecordFault
from paraf.service.lines import lines
from paraf.service.settings import Address, Settings, read_settings

SECRET = "a secret of the office"


def write(folder: Path, text: str, **files: str) -> Path:
    """Write the settings, a clone `situs`, and some secrets that only their owner may read."""
    (folder / "situs" / ".git").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content)
        (folder / name).chmod(0o600)
    (folder / "serve.toml").write_text(text)
    return folder / "serve.toml"


def read(
    folder: Path, text: str, environment: dict[str, str] | None = None, **files: str
) -> Settings:
    return read_settings(write(folder, text, **files), environment or {})


def wrong(folder: Path, text: str, **files: str) -> list[str]:
    """Return the mistakes of a file, each with its line."""
    with pytest.raises(RecordFault) as raised:
        read(folder, text, **files)
    assert all(one.file == str(folder / "serve.toml") for one in raised.value.mistakes)
    return [f"{one.line}: {one.what}" for one in raised.value.mistakes]


WHOLE = """\
listen = "[::1]:8787"
metrics = "127.0.0.1:9787"
workers = 3
run_limit = "1h"
stop_limit = "30s"

[[repositories]]
folder = "situs"
token_file = "token"
webhook_secret_file = "hook"
signing_key_file = "key"
every = "10m"

[[repositories]]
folder = "/var/lib/paraf/simpeg"
clone = "https://git.office.example/bkd/simpeg.git"
"""


def test_everything_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE, token="abc\n", hook=f"{SECRET}\n", key="PRIVATE KEY")
    assert found.listen == Address("::1", 8787)
    assert found.metrics == Address("127.0.0.1", 9787)
    assert (found.workers, found.run_limit, found.stop_limit) == (3, 3600, 30)
    situs, simpeg = found.repositories
    assert (situs.name, situs.folder, situs.every) == ("situs", tmp_path / "situs", 600)
    assert (situs.token_file, situs.secret) == (tmp_path / "token", SECRET.encode())
    assert situs.signing_key_file == tmp_path / "key"
    assert simpeg.clone == "https://git.office.example/bkd/simpeg.git"
    assert (simpeg.folder, simpeg.every, simpeg.secret) == (
        Path("/var/lib/paraf/simpeg"), 300, b"",
    )  # fmt: skip


def test_a_folder_is_enough(tmp_path: Path) -> None:
    found = read(tmp_path, '[[repositories]]\nfolder = "situs"\n')
    assert found.listen == Address("127.0.0.1", 8787)
    assert (found.metrics, found.workers) == (None, 2)


def test_secrets_are_known_to_be_kept_back_and_are_not_shown(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE, token="abcdef", hook=SECRET, key="PRIVATE KEY")
    assert set(found.secrets) == {"abcdef", SECRET}
    assert "abcdef" not in repr(found)
    assert SECRET not in repr(found)


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = """\
listen = "8787"
workers = 0
colour = "blue"
run_limit = 30

[[repositories]]
every = "5 minutes"

[[repositories]]
folder = "nowhere"
token_file = "missing"
secret = "in the file"

[[repositories]]
folder = "situs"
webhook_secret_file = "short"
clone = "https://bot:abc@git.office.example/situs.git"

[[repositories]]
folder = "below/situs"  # the same name
clone = 7
"""
    assert wrong(tmp_path, text, short="abc") == [
        "1: listen must be an address such as 127.0.0.1:8787.",
        "2: workers must be a whole number from 1 to 64.",
        "3: colour is not known here.",
        '4: run_limit must be a time such as "30s", "5m" or "2h".',
        "6: folder is missing.",
        '7: every must be a time such as "30s", "5m" or "2h".',
        f"10: There is no clone in {tmp_path}/nowhere. Make one there with 'git clone', as the "
        'user that the service runs as, or say with clone = "https://…" where it is made from.',
        f"11: {tmp_path}/missing cannot be read: No such file or directory.",
        "12: secret is not known here.",
        "16: A webhook's secret is of 16 characters at least.",
        "17: An address holds no name and no token; those go in token_file.",
        f"20: There is no clone in {tmp_path}/below/situs. Make one there with 'git clone', as the "
        'user that the service runs as, or say with clone = "https://…" where it is made from.',
        "20: Another repository's folder is called situs as well.",
        "21: clone must be text of one line, in quotes.",
    ]


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o644, 0o777])
def test_a_secret_that_everybody_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    text = '[[repositories]]\nfolder = "situs"\nwebhook_secret_file = "hook"\n'
    file = write(tmp_path, text, hook=SECRET)
    (tmp_path / "hook").chmod(mode)
    with pytest.raises(RecordFault, match=r"Everybody may read or write .*hook") as raised:
        read_settings(file, {})
    assert SECRET not in str(raised.value)
    (tmp_path / "hook").chmod(0o640)
    assert read_settings(file, {}).repositories[0].secret == SECRET.encode()


def test_an_empty_secret_is_none(tmp_path: Path) -> None:
    text = '[[repositories]]\nfolder = "situs"\ntoken_file = "token"\n'
    assert wrong(tmp_path, text, token=" \n") == [f"3: There is no secret in {tmp_path}/token."]


def test_systemd_s_credentials_are_found(tmp_path: Path) -> None:
    text = '[[repositories]]\nfolder = "situs"\ntoken_file = "$CREDENTIALS_DIRECTORY/situs-token"\n'
    given = tmp_path / "credentials"
    given.mkdir()
    (given / "situs-token").write_text("abc")
    (given / "situs-token").chmod(0o400)
    found = read(tmp_path, text, {"CREDENTIALS_DIRECTORY": str(given)})
    assert found.repositories[0].token_file == given / "situs-token"
    assert wrong(tmp_path, text) == [
        "3: token_file names systemd's credentials, but none were given."
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "1: There is no [[repositories]] with a folder."),
        ('repositories = "situs"', "1: repositories must be tables: [[repositories]]."),
        ("workers = 1\nworkers = 2\n", "2: This is not TOML: Cannot overwrite a value."),
        ('\nlisten = "127', "2: This is not TOML: Unterminated string."),
        ('listen = "127.0.0.1:99999"', "1: listen must be an address such as 127.0.0.1:8787."),
        ("workers = true", "1: workers must be a whole number from 1 to 64."),
    ],
)
def test_what_is_no_settings_file_says_so(tmp_path: Path, text: str, mistake: str) -> None:
    assert mistake in wrong(tmp_path, text)


def test_a_table_in_one_line_has_the_line_of_its_list(tmp_path: Path) -> None:
    text = 'workers = 1\nrepositories = [{ folder = "situs", every = "never" }]\n'
    assert wrong(tmp_path, text) == ['2: every must be a time such as "30s", "5m" or "2h".']


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"serve\.toml cannot be read: No such file or directory"):
        read_settings(tmp_path / "serve.toml", {})
    (tmp_path / "serve.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RecordFault, match="The file is not UTF-8 text"):
        read_settings(tmp_path / "serve.toml", {})


def test_lines_are_those_of_tables_and_keys() -> None:
    assert lines("a = 1\n[t] # x\nb = 2\n[[l]]\n'c' = 3\n[[l]]\n\nc=4\n") == {
        ("a",): 1, ("t",): 2, ("t", "b"): 3, ("l",): 4, ("l", 0): 4, ("l", 0, "c"): 5,
        ("l", 1): 6, ("l", 1, "c"): 8,
    }  # fmt: skip
