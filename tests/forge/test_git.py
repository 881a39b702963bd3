"""Git as it is used here: bytes in, bytes out, nothing in between."""

from pathlib import Path

import pytest

from guard.door import DRAFT, MAIN, door
from office_world import PENGELOLA, alone, office_world
from paraf.pipeline.limits import mixed
from paraf.ports import ForgeFault

BYTES = b"satu\r\ndua $Id$ \xff\n"


def test_a_tree_is_written_out_byte_for_byte_whatever_its_attributes(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    git = alone(office.folder(PENGELOLA))
    git.run("config", "filter.x.smudge", f"touch {tmp_path}/ran; cat")
    git.run("config", "core.autocrlf", "true")
    attributes = b"* text=auto eol=crlf ident filter=x working-tree-encoding=UTF-16\n"
    (git.private / "info").mkdir(exist_ok=True)
    (git.private / "info" / "attributes").write_bytes(attributes)
    put = {"content/a.txt": BYTES, "content/kosong.txt": b"", ".gitattributes": attributes}
    tree = git.tree_with("HEAD", put)
    git.export(tree, tmp_path / "out")
    assert (tmp_path / "out/content/a.txt").read_bytes() == BYTES
    assert (tmp_path / "out/content/kosong.txt").read_bytes() == b""
    assert not (tmp_path / "ran").exists()
    assert {one.path for one in git.blobs(tree)} == {
        file.relative_to(tmp_path / "out").as_posix()
        for file in (tmp_path / "out").rglob("*") if file.is_file()
    }  # fmt: skip


def test_links_become_text_and_other_repositories_nothing(tmp_path: Path) -> None:
    at = door(2)
    link = at.odd_tree(at.ref(MAIN), "120000", "content/link", at.blob("/etc/passwd"))
    tree = at.odd_tree(link, "160000", "content/lain", at.ref(MAIN))
    at.git.export(tree, tmp_path / "out")
    assert not (tmp_path / "out/content/link").is_symlink()
    assert (tmp_path / "out/content/link").read_text() == "/etc/passwd"
    assert not (tmp_path / "out/content/lain").exists()


def test_a_path_is_no_pattern() -> None:
    at = door(2)
    base = at.tree(at.ref(MAIN), {"content/[ab].md": "1", "content/a.md": "2"})
    left = {one.path for one in at.git.blobs(at.tree(base, {}, "content/[ab].md"))}
    assert "content/a.md" in left
    assert "content/[ab].md" not in left


def test_a_missing_object_is_a_fault() -> None:
    at = door(2)
    with pytest.raises(ForgeFault, match="is missing"):
        at.git.digests(["1" * 40])
    with pytest.raises(ForgeFault, match="is no file"):
        at.git.digests([at.ref(MAIN)])


def test_a_reference_is_named_in_full() -> None:
    at = door(2)
    assert at.git.ref(DRAFT) is not None
    for name in ("main", f"{MAIN}~0", "HEAD", "", "--all", f"{MAIN}^"):
        assert at.git.ref(name) is None


def test_what_conflicts_has_no_merge() -> None:
    at = door(2)
    base = at.ref(MAIN)
    page = "content/pengumuman/index.md"
    ours = at.commit(at.tree(base, {page: "# Satu\n"}), [base])
    theirs = at.commit(at.tree(base, {page: "# Dua\n"}), [base])
    assert at.git.clean_merge(ours, theirs) is None


def test_a_page_renamed_meanwhile_is_not_put_together_by_likeness() -> None:
    at = door(2)
    base, page = at.ref(MAIN), "content/pengumuman/index.md"
    text = (at.git.read(base, page) or b"").decode()
    renamed = at.commit(at.tree(base, {"content/pengumuman/baru.md": text}, page), [base])
    draft = at.commit(at.tree(base, {page: text + "\nlagi\n"}), [base])
    # Some versions of git follow the page to its new name; the gate does not.
    tree = at.git.clean_merge(renamed, draft) or at.git.text("rev-parse", f"{renamed}^{{tree}}")
    assert mixed(at.git, renamed, draft, at.commit(tree, [renamed, draft])) is not None
