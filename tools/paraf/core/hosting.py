"""Where the office's repository is hosted, when people approve on a forge of their own."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["gitea", "forgejo", "github"]


@dataclass(frozen=True, slots=True)
class Hosted:
    """A repository on a hosted forge, as `review/pipeline.yml` names it.

    `url` is the forge's address for people (`https://git.office.example`), `service` that of
    `paraf serve`, which the forge's webhook calls; None where nothing listens. Both end without a
    slash. `repository` is `owner/name`.
    """

    kind: Kind
    url: str
    repository: str
    service: str | None = None

    @property
    def accounts(self) -> Literal["gitea", "github"]:
        """The name of the forge in accounts: Forgejo counts its people as Gitea does."""
        return "github" if self.kind == "github" else "gitea"

    @property
    def owner(self) -> str:
        """The organisation (or person) that the repository belongs to."""
        return self.repository.split("/")[0]

    @property
    def name(self) -> str:
        """The repository's name without its owner."""
        return self.repository.split("/")[1]

    @property
    def changes(self) -> str:
        """The page for people that lists what is under review."""
        return f"{self.url}/{self.repository}/pulls"

    @property
    def webhook(self) -> str | None:
        """The address that the forge's webhook calls; None where nothing listens."""
        return f"{self.service}/webhook/{self.accounts}" if self.service else None
