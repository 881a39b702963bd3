"""A folder of this machine as the target: whole releases, and a link to the one that is live.

    root/current -> releases/<digest>     what the web server shows
    root/releases/<digest>/               a release, never changed once it has been live
    root/releases/.<digest>.<pid>.part/   a release still being copied; not looked at by anybody
    root/log.jsonl                        every switch, written just before it
    root/lock                             who is publishing

The fence. A slow, older job must not win over a newer one. So a serial below the highest that was
ever switched to is refused, and rolling back does not lower that: after the older release has been
put back, only the same serial (another try of it) or a newer one may be published. What is live
may always be published, since that does nothing.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from paraf.core.evidence import Manifest, Release
from paraf.core.words import T, Text
from paraf.ports import BusyFault, TargetFault
from paraf.target import files, log, notice
from paraf.target.faults import translated
from paraf.target.lock import Lock, hold

EMPTY = Manifest({}, "")


class DirectoryTarget:
    """The public site in the folder `root`; see `ports.Target` for what it promises."""

    def __init__(
        self, root: Path, *, owner: str, now: Callable[[], datetime], keep: int = 5
    ) -> None:
        """Publish to `root` as `owner`; `keep` releases stay besides the live one and its last."""
        self._root = root
        self._releases = root / "releases"
        self._log = root / "log.jsonl"
        self._owner = owner
        self._now = now
        self._keep = keep

    def current(self) -> Release | None:
        """Return the release that the public sees; None before the first."""
        with translated(self._root):
            return self._live()

    def releases(self) -> Sequence[Release]:
        """Return the kept releases by serial, and by their last switch where it is the same."""
        with translated(self._root):
            return self._kept(log.read(self._log))

    def manifest(self, release: Release) -> Manifest | None:
        """Return what a release holds, as it says itself; None if it is not kept."""
        with translated(self._root):
            said = notice.read(self._releases / release.digest)
            return said[1] if said else None

    def previous(self) -> Release | None:
        """Return the release that was live before the one that is; None if it is not kept."""
        with translated(self._root):
            live, entries = self._live(), log.read(self._log)
            kept = {one.digest: one for one in self._kept(entries)}
            before = (
                one.release for one in reversed(entries) if live and one.release != live.digest
            )
            return next((kept[one] for one in before if one in kept), None)

    def publish(self, site: Path, release: Release, manifest: Manifest) -> None:
        """Put `site` beside the live release, check its bytes, and switch to it in one step.

        A release that is kept is switched to without copying, if it is still whole. If what is live
        already has these bytes, nothing happens, except that a newer serial and commit are noted.
        """
        _agree(release, manifest)
        with translated(self._root), self._held() as lock:
            self._sweep()
            live = self._live()
            if live is not None and live.digest == release.digest:
                if live.serial < release.serial:
                    self._renew(release, manifest, lock)
                return
            self._fence(release)
            self._settle(site, release, manifest, lock)
            self._switch(release, live, "publish", lock)

    def roll_back(self, to: Release) -> None:
        """Switch back to `to`, which must still be kept and whole; going by its digest alone."""
        with translated(self._root), self._held() as lock:
            said = notice.read(self._releases / to.digest)
            if said is None:
                raise TargetFault(
                    T("The release {release} is not kept any more.", release=to.digest[:12]),
                    T("Choose one of the kept releases, or publish again from its commit."),
                )
            live = self._live()
            if live is not None and live.digest == to.digest:
                return
            wrong = files.difference(self._releases / to.digest, said[1])
            if wrong is not None:
                raise TargetFault(wrong, T("Choose another kept release, or publish again."))
            self._switch(said[0], live, "roll back", lock)

    @contextmanager
    def _held(self) -> Iterator[Lock]:
        if not self._releases.is_dir():
            self._releases.mkdir(parents=True)
            # The web server must get through, whatever our umask is.
            for folder in (self._releases, self._root):
                folder.chmod(0o755)
        with hold(self._root, owner=self._owner, now=self._now) as lock:
            yield lock

    def _live(self) -> Release | None:
        link = self._root / "current"
        if not link.is_symlink():
            if link.exists():
                raise TargetFault(
                    T("{path} is not a link made by Paraf.", path=link),
                    T("Move it out of the way, then publish again."),
                )
            return None
        said = notice.read(self._releases / link.readlink().name)
        return said[0] if said else None

    def _kept(self, entries: Sequence[log.Entry]) -> tuple[Release, ...]:
        if not self._releases.is_dir():
            return ()
        said = (notice.read(folder) for folder in self._releases.iterdir())
        return tuple(
            sorted(
                (one[0] for one in said if one is not None),
                key=lambda one: (one.serial, log.last_switch(entries, one.digest), one.digest),
            )
        )

    def _fence(self, release: Release) -> None:
        newest = log.highest_serial(log.read(self._log))
        if release.serial < newest:
            raise TargetFault(
                T(
                    "A newer release was published: its serial is {newest}, that of this one is"
                    " {serial}.",
                    newest=newest,
                    serial=release.serial,
                ),
                T("Publish the newest commit of the base branch."),
            )

    def _settle(self, site: Path, release: Release, manifest: Manifest, lock: Lock) -> None:
        """See to it that the release lies whole under its final name."""
        folder = self._releases / release.digest
        if folder.is_dir():
            if files.difference(folder, manifest) is None:
                notice.write(folder, release, manifest)
                return
            self._discard(folder, lock)
        part = self._part(release.digest)
        try:
            _refuse(files.missing_or_extra(site, manifest))
            files.copy(site, part, manifest)
            _refuse(files.difference(part, manifest))
            notice.write(part, release, manifest)
            files.flush(part / ".well-known")
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        files.flush(self._releases)

    def _switch(self, release: Release, live: Release | None, deed: str, lock: Lock) -> None:
        """Make the kept `release` the live one, in one step that the public cannot see into."""
        folder = self._releases / release.digest
        entry = self._entry(release, deed)
        said = notice.read(folder)
        shown = notice.read(self._releases / live.digest) if live else None
        files.date(
            folder,
            said[1] if said else EMPTY,
            self._root / "current",
            shown[1] if shown else EMPTY,
            stamp=entry.stamp,
        )
        new = self._root / ".current.new"
        with lock.kept():
            log.append(self._log, entry)
            new.unlink(missing_ok=True)
            new.symlink_to(f"releases/{release.digest}")
            new.replace(self._root / "current")
        files.flush(self._root)
        self._prune({release.digest, live.digest if live else release.digest}, lock)

    def _renew(self, release: Release, manifest: Manifest, lock: Lock) -> None:
        """Note that the live bytes are those of a newer commit too."""
        with lock.kept():
            log.append(self._log, self._entry(release, "publish"))
            notice.write(self._releases / release.digest, release, manifest)

    def _entry(self, release: Release, deed: str) -> log.Entry:
        now = self._now()
        return log.Entry(
            at=now.isoformat(),
            deed=deed,
            release=release.digest,
            serial=release.serial,
            commit=release.commit,
            owner=self._owner,
            stamp=log.next_stamp(log.read(self._log), int(now.timestamp())),
        )

    def _prune(self, needed: set[str], lock: Lock) -> None:
        # The new release is live: what cannot be cleaned up now is no reason to call that a fault.
        with suppress(OSError, BusyFault):
            kept = self._kept(log.read(self._log))
            for one in kept[: max(0, len(kept) - self._keep)]:
                if one.digest not in needed:
                    self._discard(self._releases / one.digest, lock)

    def _discard(self, folder: Path, lock: Lock) -> None:
        """Remove a release; killed halfway, nothing is left that looks like one."""
        part = self._part(folder.name)
        # Whoever took our lock over may have switched to it by now.
        with lock.kept():
            folder.rename(part)
        shutil.rmtree(part)

    def _sweep(self) -> None:
        # Whoever made these is dead: the living one holds the lock, and that is us.
        for part in self._releases.glob(".*.part"):
            if part.is_dir():
                shutil.rmtree(part)
            else:
                part.unlink()

    def _part(self, digest: str) -> Path:
        return self._releases / f".{digest}.{os.getpid()}.part"


def _agree(release: Release, manifest: Manifest) -> None:
    if release.digest != manifest.digest or not release.digest.isalnum():
        raise TargetFault(
            T("The release and its manifest do not have the same digest."),
            T("Build the site again, then publish."),
        )
    if notice.PATH in manifest.files:
        raise TargetFault(
            T("The site has a file of its own at {path}.", path=notice.PATH),
            T("Remove it: Paraf writes this file."),
        )


def _refuse(wrong: Text | None) -> None:
    if wrong is not None:
        raise TargetFault(wrong, T("Build the site again, then publish."))
