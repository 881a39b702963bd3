"""Asks the warm process to run a command, on streams and in surroundings that are handed over.

    python -I -S knock.py SOCKET WORDS…     # as git runs the gate at an office's door

It ends as the command does. It starts often: it loads little.
"""

import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence


def ask(address: str, asked: Mapping[str, object], streams: Sequence[int]) -> socket.socket:
    """Have a command run with `streams` as its three; return the line that its end is told on."""
    call = socket.socket(socket.AF_UNIX)
    call.connect(address)
    socket.send_fds(call, [b"?"], streams)
    call.sendall(json.dumps(asked).encode() + b"\n")
    return call


def answer(call: socket.socket) -> int:
    """Wait for a command's end; return its exit code, negative for the signal that killed it."""
    told = call.recv(16)
    if not told:
        raise RuntimeError("the warm process has died")
    return int(told)


if __name__ == "__main__":
    # pathlib takes longer to load than all the rest.
    here = {"where": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109
    sys.exit(answer(ask(sys.argv[1], {"program": "", "words": sys.argv[2:], **here}, (0, 1, 2))))
