"""A page put into a file whole, or not at all."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os


def save(text: str, path: str | os.PathLike[str]) -> Path:
    """Write a page as UTF-8; where that fails, what was there before is still there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save("a page", Path(folder) / "page.html").read_text(encoding="utf-8")
    'a page'

    Gives the path back. Raises `OSError` where nothing can be written.
    """
    path = Path(path)
    data = text.encode()
    place = path.resolve()  # a link goes on leading to the page
    if place.exists() and not place.is_file():  # a pipe or a device has nothing to put aside
        place.write_bytes(data)
        return path
    beside = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        beside.write_bytes(data)
        if place.exists():
            beside.chmod(place.stat().st_mode)
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return path
