"""Waiting to be ended: by Ctrl+C in a terminal, by SIGTERM from whoever runs services."""

import signal
from threading import Event


def until_ended() -> None:
    """Return when the process is asked to end; a second time, the request ends it at once.

    SIGINT counts even where it was inherited as ignored, as a shell does for what it starts in the
    background: nobody could end the process politely otherwise.
    """
    ended = Event()

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    ended.wait()
