"""The links of the case's pages lead somewhere."""

import pytest

from inspection.website import PDF, Handler, Website, quiet
from paraf.core.evidence import Finding
from paraf.inspection.links.follow import check_links

pytestmark = pytest.mark.server


def follow(site: Website) -> tuple[Finding, ...]:
    pages = [page.path for page in site.pages]
    return check_links(site.url, pages, quiet, pause=lambda _: None)


def told(site: Website) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.place.removeprefix(site.url), str(one.what).replace(site.url, "/"))
        for one in follow(site)
    ]


def test_a_site_without_broken_links_has_no_finding(website: Website) -> None:
    assert follow(website) == ()
    assert PDF in website.asked
    assert "assets/titik.png" in website.asked


def test_a_broken_link_is_found_with_its_line(website: Website) -> None:
    website.alter("index.html", "</article>", '\n\n<a href="hilang/">x</a></article>')
    (found,) = follow(website)
    assert (found.kind, found.line) == ("link-broken", 8)
    assert str(found.what) == f"The link to {website.url}hilang/ gets the answer 404."


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="/hilang.png" alt="">',
        '<img srcset="/assets/titik.png 1x, /hilang.png 2x" alt="">',
        '<video poster="/hilang.png"></video>',
        '<object data="/hilang.png"></object>',
        '<a href="/hilang.png" download>unduh</a>',
    ],
)
def test_whatever_a_page_shows_or_offers_must_be_there(website: Website, tag: str) -> None:
    website.alter("index.html", "</article>", f"{tag}</article>")
    assert told(website) == [("link-broken", "", "The link to /hilang.png gets the answer 404.")]


def test_a_missing_anchor_is_found(website: Website) -> None:
    website.alter("index.html", "berita/#jadwal", "berita/#tanggal")
    assert told(website) == [("anchor-missing", "", "/berita/ has no place named tanggal.")]


def test_a_missing_anchor_of_the_page_itself_is_found(website: Website) -> None:
    website.alter("index.html", "</article>", '<a href="#bawah">x</a></article>')
    assert told(website) == [("anchor-missing", "", "/ has no place named bawah.")]


@pytest.mark.parametrize("link", ["#", "#top", "#:~:text=Jadwal", "mailto:a@b.example", "tel:1"])
def test_what_leads_nowhere_by_nature_is_left_out(website: Website, link: str) -> None:
    website.alter("index.html", "</article>", f'<a href="{link}">x</a></article>')
    assert follow(website) == ()


def test_a_redirection_within_the_site_is_a_way(website: Website) -> None:
    website.alter("index.html", "berita/#jadwal", "berita#jadwal")
    website.tricks["berita"] = lambda handler: handler.answer(301, b"", Location="/berita/")
    assert follow(website) == ()


def test_a_redirection_that_never_ends_is_a_broken_link(website: Website) -> None:
    website.alter("index.html", "</article>", '<a href="/putar">x</a></article>')
    website.tricks["putar"] = lambda handler: handler.answer(302, b"", Location="/putar")
    assert told(website) == [("link-broken", "", "The link to /putar gets the answer 302.")]


def test_a_link_at_which_the_server_hangs_up_is_broken(website: Website) -> None:
    website.tricks["assets/titik.png"] = Handler.hang_up
    assert told(website) == [("link-broken", "", "The link to /assets/titik.png gets no answer.")]


def test_a_page_that_is_not_there_is_found(website: Website) -> None:
    del website.files["berita/index.html"]
    assert ("page-status", "berita/", "The server answers 404.") in told(website)


def test_an_empty_page_is_no_obstacle(website: Website) -> None:
    website.files["berita/index.html"] = b""
    assert told(website) == [("anchor-missing", "", "/berita/ has no place named jadwal.")]


def test_a_server_that_is_down_is_one_finding(website: Website) -> None:
    website.stop()
    assert [kind for kind, _, _ in told(website)] == ["server-unreachable"]
