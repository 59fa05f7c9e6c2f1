"""Commands whose error stream is a terminal, where they show a bar."""

from __future__ import annotations

import os
import signal
import subprocess
import sys


def on_a_terminal(
    *words: str, stop_at: bytes = b"", **environment: str
) -> tuple[int, bytes, bytes]:
    """Exit status and output, and what a terminal at the error stream was sent until the end."""
    ours, theirs = os.openpty()
    program = (
        "import signal, sys; from reflective_groups.cli import main; "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "
        "sys.exit(main())"
    )  # the handler is set, since a job in the background begins without one
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-c", program, *words],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:  # how Linux tells that the other end is closed
            more = b""
        if not more:
            break
        seen += more
        if stop_at and stop_at in seen:
            process.send_signal(signal.SIGINT)
            stop_at = b""
    os.close(ours)
    out, _ = process.communicate()
    return process.returncode, out, seen
