"""Reviews of pull requests, and whom they are asked of."""

from github import gitside, shown, shown_pull
from github.calls import NOT_FOUND, Answer, Call, Refused, invalid, route
from github.on_pulls import PULL
from github.state import Account, Pull, Review, Team

REVIEW = f"{PULL}/reviews/{{review_id}}"
STATES = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}


def _unprocessable(why: str) -> Refused:
    return Refused(422, "Unprocessable Entity", [why])


@route(f"GET {PULL}/reviews")
def _reviews(call: Call) -> Answer:
    """Answer in the order of creation; a pending review is shown to its author alone."""
    pull = call.pull()
    seen = [one for one in pull.reviews if one.state != "PENDING" or one.by is call.who]
    return call.page(seen, lambda one: shown_pull.review(call.world, pull, one))


@route(f"POST {PULL}/reviews")
def _create(call: Call) -> Answer:
    pull, me, given = call.pull(), call.me(), call.given
    if any(one.state == "PENDING" and one.by is me for one in pull.reviews):
        raise _unprocessable("User can only have one pending review per pull request")
    event = given.get("event", "")
    _refuse(pull, me, event, given.get("body", ""))
    commit = given.get("commit_id", pull.sha)
    if commit not in gitside.commits(pull.repo.git, pull.base_sha, pull.sha):
        raise _unprocessable("Commit is not part of the pull request")
    one = Review(call.world.id(), me, "PENDING", given.get("body", ""), commit, "")
    pull.reviews.append(one)
    if event:
        _submit(call, pull, one, event)
    return Answer(200, shown_pull.review(call.world, pull, one))


def _refuse(pull: Pull, me: Account, event: str, body: str) -> None:
    if me is pull.by and event == "APPROVE":
        raise _unprocessable("Can not approve your own pull request")
    if me is pull.by and event == "REQUEST_CHANGES":
        raise _unprocessable("Can not request changes on your own pull request")
    if event in ("REQUEST_CHANGES", "COMMENT") and not body:
        raise _unprocessable("Could not comment pull request review.")


def _submit(call: Call, pull: Pull, one: Review, event: str) -> None:
    one.state = one.given = STATES[event]
    one.at = call.world.tick()
    call.world.happen(pull, "reviewed", one.by, review=one)
    if one.by in pull.asked:
        pull.asked.remove(one.by)
    call.heard("pull_request_review", call, {"action": "submitted", "pull": pull, "review": one})


def _found(call: Call) -> tuple[Pull, Review]:
    pull = call.pull()
    for one in pull.reviews:
        if str(one.id) == call.gaps["review_id"] and (one.at or one.by is call.who):
            return pull, one
    raise Refused(*NOT_FOUND)


@route(f"GET {REVIEW}")
def _review(call: Call) -> Answer:
    return Answer(200, shown_pull.review(call.world, *_found(call)))


@route(f"PUT {REVIEW}")
def _edit(call: Call) -> Answer:
    pull, one = _found(call)
    if one.by is not call.me() and not call.world.may(call.who, pull.repo, "write"):
        raise Refused(403, "Must have push access to edit the review of somebody else.")
    one.body = call.given["body"]
    pull.edited = call.world.tick()
    call.heard("pull_request_review", call, {"action": "edited", "pull": pull, "review": one})
    return Answer(200, shown_pull.review(call.world, pull, one))


@route(f"DELETE {REVIEW}")
def _delete(call: Call) -> Answer:
    pull, one = _found(call)
    if one.state != "PENDING":
        raise _unprocessable("Can not delete a non-pending pull request review")
    pull.reviews.remove(one)
    return Answer(200, shown_pull.review(call.world, pull, one))


@route(f"POST {REVIEW}/events")
def _submit_pending(call: Call) -> Answer:
    pull, one = _found(call)
    if one.state != "PENDING":
        raise _unprocessable("Can not submit a submitted review")
    body = call.given.get("body", one.body)
    _refuse(pull, call.me(), call.given["event"], body)
    one.body = body
    _submit(call, pull, one, call.given["event"])
    return Answer(200, shown_pull.review(call.world, pull, one))


@route(f"PUT {REVIEW}/dismissals")
def _dismiss(call: Call) -> Answer:
    pull, one = _found(call)
    if not call.world.may(call.me(), pull.repo, "write"):
        raise Refused(403, "Must have push access to dismiss.")
    if one.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise _unprocessable("Can not dismiss a pull request review that is not a decision")
    dismiss(call, pull, one, call.given["message"])
    return Answer(200, shown_pull.review(call.world, pull, one))


def dismiss(call: Call, pull: Pull, one: Review, message: str) -> None:
    """Dismiss a review: what it said is in the timeline alone from now on."""
    told = {"state": one.state.lower(), "review_id": one.id, "dismissal_message": message}
    one.state = "DISMISSED"
    call.world.happen(pull, "review_dismissed", call.me(), dismissed_review=told)
    call.heard("pull_request_review", call, {"action": "dismissed", "pull": pull, "review": one})


@route(f"GET {PULL}/requested_reviewers")
def _asked(call: Call) -> Answer:
    pull = call.pull()
    users = [shown.user(call.world, one) for one in pull.asked]
    teams = [shown.team(call.world, one) | {"parent": None} for one in pull.asked_teams]
    return Answer(200, {"users": users, "teams": teams})


def _named(call: Call, pull: Pull) -> tuple[list[Account], list[Team]]:
    people = [call.world.accounts.get(name.lower()) for name in call.given.get("reviewers", ())]
    teams = [pull.repo.owner.teams.get(slug) for slug in call.given.get("team_reviewers", ())]
    known = [one for one in people if one and call.world.may(one, pull.repo, "read")]
    if len(known) < len(people) or pull.by in known or None in teams:
        what = "Review cannot be requested from pull request author."
        other = "Reviews may only be requested from collaborators."
        raise invalid("PullRequest", "reviewers", "custom", what if pull.by in known else other)
    return known, [one for one in teams if one]


@route(f"POST {PULL}/requested_reviewers")
def _ask(call: Call) -> Answer:
    pull = call.pull("triage")
    people, teams = _named(call, pull)
    for one in people:
        if one not in pull.asked:
            pull.asked.append(one)
            _note(call, pull, "review_requested", requested_reviewer=one)
    for team in teams:
        if team not in pull.asked_teams:
            pull.asked_teams.append(team)
            _note(call, pull, "review_requested", requested_team=team)
    return Answer(201, shown_pull.simple_pull(call.world, pull, call.who))


@route(f"DELETE {PULL}/requested_reviewers")
def _unask(call: Call) -> Answer:
    pull = call.pull("triage")
    people, teams = _named(call, pull)
    for one in people:
        if one in pull.asked:
            pull.asked.remove(one)
            _note(call, pull, "review_request_removed", requested_reviewer=one)
    for team in teams:
        if team in pull.asked_teams:
            pull.asked_teams.remove(team)
            _note(call, pull, "review_request_removed", requested_team=team)
    return Answer(200, shown_pull.simple_pull(call.world, pull, call.who))


def _note(call: Call, pull: Pull, kind: str, **whom: Account | Team) -> None:
    call.world.happen(pull, kind, call.me(), review_requester=call.me(), **whom)
    if person := whom.get("requested_reviewer"):
        part = {"action": kind, "pull": pull, "requested_reviewer": person}
        call.heard("pull_request", call, part)
