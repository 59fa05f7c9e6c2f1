"""Servers for the browser tests: each on this machine alone, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

WAIT_S = 90
"""How long a server may take to answer, on a machine that has much else to do."""


def home(folder: Path) -> dict[str, str]:
    """The surroundings of a program that reads and writes nothing of the user's."""
    folder.mkdir(parents=True, exist_ok=True)
    ours = {
        "HOME": folder,
        "XDG_CONFIG_HOME": folder / "config",
        "XDG_CACHE_HOME": folder / "cache",
    }
    ours |= {"XDG_DATA_HOME": folder / "data", "XDG_STATE_HOME": folder / "state"}
    kept = {
        name: told
        for name, told in os.environ.items()
        if not name.startswith(("JUPYTER", "IPYTHON", "MARIMO", "XDG_"))
    }
    return kept | {name: str(path) for name, path in ours.items()}


@contextmanager
def running(
    words: Sequence[str],
    *,
    where: Path,
    surroundings: Mapping[str, str],
    address: Callable[[], str],
) -> Iterator[str]:
    """A server for as long as it is needed: the address at which it answers.

    `address` gives an empty text while it is not known yet.
    """
    log = where / "log.txt"
    with (
        log.open("wb") as out,
        subprocess.Popen(  # noqa: S603 -- this Python, and a module of ours to choose
            words, cwd=where, env=dict(surroundings), stdout=out, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            until = time.monotonic() + WAIT_S
            while not answers(found := address()):
                told = log.read_text(encoding="utf-8", errors="replace")
                assert server.poll() is None, f"the server ended: {told}"
                assert time.monotonic() < until, f"the server does not answer: {told}"
                time.sleep(0.1)
            yield found
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


def answers(address: str) -> bool:
    """Whether something answers there without refusing."""
    if not address:
        return False
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- of this machine
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False
