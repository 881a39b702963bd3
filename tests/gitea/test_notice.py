"""The sticky comment as a real forge renders it: nobody is pinged, nothing is linked or loaded."""

from dataclasses import replace

import httpx
import lxml.html
import pytest

from gitea_server import Person
from gitea_site import Site, eventually
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T
from paraf.pipeline.notice import LABELS, Notice, Setting, notice
from pipeline.noticing import PICTURES, PULL, SITUATIONS, approves, hands_in, judged, office, say
from pipeline.rendered import BREAK, NASTY

pytestmark = pytest.mark.gitea

TAGS = {
    "div", "p", "h4", "strong", "b", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
    "code", "blockquote", "br", "hr", "sub", "a", "img", "details", "summary", "span", "svg",
    "path",
}  # fmt: skip


def hostile(*more: str) -> Notice:
    """Return a comment in which everything that somebody wrote is an attack."""
    said = " ".join((*more, *NASTY))
    people = tuple(replace(one, name=said) for one in office().persons)
    roster = replace(office(), persons=people)
    now, at = judged(hands_in(), approves("dahlia"), title=said, roster=roster)
    wrong = Finding("x", Severity.BLOCK, said, 3, T("{x}", x=said), T("{x}", x=said))
    setting = Setting("gitea", PULL, at, [wrong], PICTURES)
    return notice(now, "manuscript", setting, say=say)


def shown(site: Site, number: int) -> lxml.html.HtmlElement:
    """Return the last comment of a pull request as the forge's own page shows it."""
    page = httpx.get(
        f"{site.server.url}/bkd/{site.name}/pulls/{number}", timeout=60, trust_env=False
    )
    return lxml.html.fromstring(page.text).find_class("render-content")[-1]


def test_hostile_words_do_nothing_on_a_real_forge(site: Site) -> None:
    site.call(site.server.admin, "PATCH", "", {"private": False})
    issue = site.call(site.people.sari, "POST", "/issues", {"title": "Lain"})["number"]
    number, *_ = site.draft()
    surya = site.server.add_person("surya")
    more = ("@budi @tono", f"#{issue} closes #{issue} bkd/{site.name}#{issue}", site.address)
    comment = {"body": hostile(*more).comment}
    site.call(site.people.robot, "POST", f"/issues/{number}/comments", comment)
    root = shown(site, number)
    assert {one.tag for one in root.iter()} <= TAGS
    assert {one[2] for one in root.iterlinks()} == set(PICTURES.values())
    assert root.find_class("mention") == []
    assert [len(list(table.iter("tr"))) for table in root.iter("table")] == [12, 2, 2]
    assert {len(row) for row in next(root.iter("table")).iter("tr")} == {6}
    assert "@budi @tono" in root.text_content().replace(BREAK, "")
    site.call(site.people.robot, "POST", f"/issues/{number}/comments", {"body": "Salam, @surya"})
    # The forge tells people one comment after the other: by now all is told.
    assert len(eventually(lambda: notices(site, surya), bool)) == 1
    assert notices(site, site.people.tono) == []
    assert site.timeline(issue) == []


def notices(site: Site, person: Person) -> list[str]:
    """Return what the forge told somebody about this repository."""
    told = site.server.call(person, "GET", "/notifications")
    return [one["subject"]["latest_comment_url"] for one in told
            if one["repository"]["name"] == site.name]  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_comment_is_kept_and_shown_whole(site: Site, name: str) -> None:
    site.call(site.server.admin, "PATCH", "", {"private": False})
    number, one = site.draft()[0], SITUATIONS[name]()
    path = f"/issues/{number}/comments"
    site.call(site.people.robot, "POST", path, {"body": one.comment})
    # Reconcile edits only what differs: the forge must give back what it got.
    assert site.call(site.people.robot, "GET", path)[-1]["body"] == one.comment
    rows = [each.text_content().split() for each in shown(site, number).iter("tr")]
    assert [row[0] for row in rows[1:12]] == [str(no) for no in range(1, 12)]
    assert "paraf:manuscript" not in shown(site, number).text_content()


def test_the_labels_are_taken_as_they_are(site: Site) -> None:
    for name, label in LABELS.items():
        made = {"name": name, "color": f"#{label.colour}", "description": say(label.description)}
        site.call(site.server.admin, "POST", "/labels", made)
    found = site.call(site.people.robot, "GET", "/labels")
    assert {one["name"]: one["color"] for one in found} == {
        name: label.colour for name, label in LABELS.items()
    }
