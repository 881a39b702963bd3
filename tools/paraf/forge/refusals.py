"""How talking with a hosted forge fails: each way with its sentence and what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from paraf.core.observed import Pull
from paraf.core.words import T, Text
from paraf.forge.answer import Answer
from paraf.ports import Broken, ForgeFault


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in words that are fit for people: `POST /repos/o/r/pulls` of `forge.example`."""

    method: str
    path: str
    host: str

    def __str__(self) -> str:
        """Return method and path."""
        return f"{self.method} {self.path}"


class Refused(ForgeFault):
    """The forge's no: `status` is HTTP's, `said` the forge's own words."""

    def __init__(self, asked: Asked, status: int, said: str) -> None:
        """Word what the status means to an administrator."""
        what, remedy = _words(asked, status, said)
        super().__init__(what, remedy)
        self.status = status
        self.said = said


class Paused(ForgeFault):
    """The forge wants no request before `until`, and that is too long to wait for."""

    def __init__(self, asked: Asked, until: datetime) -> None:
        """Say until when."""
        super().__init__(
            T(
                "{host} wants no further requests before {until}.",
                host=asked.host,
                until=until.isoformat(timespec="seconds"),
            ),
            T(
                "Nothing is lost: try again after that time. If this happens often, let the "
                "program ask less often, or let the forge allow its account more requests."
            ),
        )
        self.until = until


class Unheard(ForgeFault):
    """No answer came. `sent` means that the forge may have done what was asked all the same."""

    def __init__(self, what: Text, remedy: Text, *, sent: bool, passing: bool = True) -> None:
        """Keep whether the request may have been carried out, and whether it is worth a new try."""
        super().__init__(what, remedy)
        self.sent = sent
        self.passing = passing


def may_be_done(no: ForgeFault) -> bool:
    """Say whether what was asked may have been done although no good answer came."""
    return (isinstance(no, Unheard) and no.sent) or (isinstance(no, Refused) and no.status >= 500)


def is_of_all(no: ForgeFault) -> bool:
    """Say whether a fault is the forge's or the token's, whatever was asked for."""
    return (
        isinstance(no, Paused)
        or (isinstance(no, Unheard) and not no.sent)
        or (isinstance(no, Refused) and no.status == 401)
    )


def whole_or_broken(
    rows: Iterable[Answer], look: Callable[[Answer], Pull]
) -> tuple[Pull | Broken, ...]:
    """Look at the pull requests of a list, oldest first.

    The fault of one alone stands in its place, any other is raised.
    """
    found = list[Pull | Broken]()
    for number, row in sorted({one.whole("number"): one for one in rows}.items()):
        try:
            found.append(look(row))
        except ForgeFault as no:
            if is_of_all(no):
                raise
            found.append(Broken(number, no))
    return tuple(found)


def unreachable(asked: Asked, reason: str) -> Unheard:
    """Return the fault of a forge to which no connection can be made."""
    return Unheard(
        T("{host} cannot be reached: {reason}", host=asked.host, reason=reason),
        T("Check that the forge runs, and its address in review/pipeline.yml; then try again."),
        sent=False,
    )


def untrusted(asked: Asked, reason: str) -> Unheard:
    """Return the fault of a forge whose certificate is not good."""
    return Unheard(
        T("The certificate of {host} is not trusted: {reason}", host=asked.host, reason=reason),
        T(
            "If the office has a certificate authority of its own, make it known to this computer "
            "(update-ca-certificates) or name its file in SSL_CERT_FILE. Do not switch it off."
        ),
        sent=False,
        passing=False,
    )


def cut(asked: Asked, reason: str) -> Unheard:
    """Return the fault of an answer that did not come, or broke off."""
    return Unheard(
        T("{host} gave no whole answer to {asked}: {reason}",
          host=asked.host, asked=str(asked), reason=reason),
        T("Try again. If it stays so, look into the forge's log, and at proxies in between."),
        sent=True,
    )  # fmt: skip


def too_large(asked: Asked, limit: int) -> ForgeFault:
    """Return the fault of an answer above the limit, in bytes."""
    return ForgeFault(
        T("{host} answers {asked} with more than {limit} bytes.",
          host=asked.host, asked=str(asked), limit=limit),
        T("Look at that address in a browser: no true answer is that large."),
    )  # fmt: skip


def astray(asked: Asked, to: str) -> ForgeFault:
    """Return the fault of a forge that sends to somewhere else; the token never goes there."""
    return ForgeFault(
        T("{host} sends {asked} on to {to}.", host=asked.host, asked=str(asked), to=to),
        T(
            "If the forge or the repository moved, write its new address into "
            "review/pipeline.yml; the token is sent to no other host."
        ),
    )


def _words(asked: Asked, status: int, said: str) -> tuple[Text, Text]:
    """Return what a status means, and the remedy."""
    if status == 401:
        return T("{host} does not accept the program's token.", host=asked.host), T(
            "It was revoked, has expired or was copied wrongly. Make a new one for the program's "
            "account and put it where PARAF_TOKEN or PARAF_TOKEN_FILE says."
        )
    gaps = {"asked": str(asked), "said": said or status}
    if status == 403:
        return T("The forge does not let the program do this: {asked}: {said}", **gaps), T(
            "Give the program's account and its token the rights that they need; "
            "paraf setup --check names them."
        )
    if status == 404:
        return T("The forge knows nothing at {asked}: {said}", **gaps), T(
            "Check the repository's name in review/pipeline.yml, and that the program's account "
            "may read it: what it may not read, the forge calls unknown."
        )
    if status >= 500:
        return T("The forge failed at {asked}: {said}", **gaps), T(
            "Try again. If it stays so, look into the forge's own log."
        )
    return T("The forge refuses {asked}: {said}", **gaps), T(
        "Look at the pull request on the forge; it may have changed in the meantime."
    )
