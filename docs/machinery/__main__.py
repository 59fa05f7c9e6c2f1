"""Build the site: `python -m docs.machinery FOLDER`, from the top of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from docs.machinery.stage import stage


def main(folder: Path) -> int:
    """Write the source into the folder and build from it; warnings are errors."""
    source, site = folder / "source", folder / "html"
    stage(source)
    words = ("-b", "html", "-n", "-W", "--keep-going", "-q")
    status = sphinx([*words, "-d", str(folder / "doctrees"), str(source), str(site)])
    if status == 0:
        print(f"The first page is {site / 'index.html'}")  # noqa: T201 -- a command's answer
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
