"""Words typed in a shell: the command `reflective-groups`, which needs the extra `cli`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEEDED = ("click", "rich")


def main(args: Sequence[str] | None = None) -> int:
    """Run the command with the words given, or with those of the shell, and give its exit status.

    >>> main(["schema", "no_such_document"])
    2

    0 is sound, 1 is findings of error severity or a plan that cannot be made, 2 is unusable input.
    Nothing is raised: what goes wrong becomes a paragraph on the standard error stream.
    """
    try:
        from reflective_groups.cli.app import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        sys.stderr.write(
            f"Error: this command needs {' and '.join(_NEEDED)}; the extra named cli brings them.\n"
        )
        return 2
    return run(sys.argv[1:] if args is None else args)
