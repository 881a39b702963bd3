"""Pictures of a draft as it will look on the site, for whoever marks it on a hosted forge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from paraf.core.words import Text
from paraf.pipeline.desk import Desk


@dataclass(frozen=True, slots=True)
class Pictures:
    """Paths of pictures in `commit`, by name; `why` says why there are none."""

    commit: str | None
    paths: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    why: Text | None = None


def put_pictures(desk: Desk, case_id: str, head: str) -> Pictures:
    """Return the pictures of a draft at `head`, made once and kept on `preview/<case>`."""
    raise NotImplementedError
