"""The site, built once for all tests that look at it, as `make docs` builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BUILT: list[Path] = []


def site(factory: pytest.TempPathFactory) -> Path:
    """The folder of the built pages; a build that fails, or warns, fails every test."""
    for needed in ("sphinx", "furo", "myst_nb", "sphinx_copybutton", "anywidget", "numba"):
        pytest.importorskip(needed, reason=f"the site needs {needed}")
    if not _BUILT:
        folder = factory.mktemp("site")
        done = subprocess.run(  # noqa: S603 -- our own command
            (sys.executable, "-m", "docs.machinery", str(folder)),
            cwd=ROOT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        _BUILT.append(folder / "html")
        assert done.returncode == 0, done.stderr
        assert str(folder / "html" / "index.html") in done.stdout
    assert (_BUILT[0] / "index.html").exists(), "the build failed"
    return _BUILT[0]
