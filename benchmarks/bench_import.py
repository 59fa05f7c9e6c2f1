"""How long an import takes, each in an interpreter of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

PLAIN = "attrs, cattrs and pendulum"


CODE = {
    "python itself": "pass",
    PLAIN: "import attrs, cattrs, pendulum",
    "the package": "import reflective_groups",
    "the package and one protocol": (
        "import reflective_groups as rg; assert rg.CATALOGUE['balint.uk_online'].title"
    ),
    "the package and one check": (
        "import reflective_groups as rg; assert rg.check(rg.CATALOGUE['balint.school']).ok"
    ),
    "the package and one document": (
        "import reflective_groups as rg; assert rg.loads(rg.dumps(rg.MEMBER), as_=rg.Role)"
    ),
}


@pytest.mark.parametrize("name", CODE)
def test_import(benchmark: Any, name: str) -> None:  # noqa: ANN401 -- the plugin gives its fixture no type
    benchmark.extra_info.update({"is": name, "against": "" if name == PLAIN else PLAIN})

    def run() -> None:
        subprocess.run([sys.executable, "-c", CODE[name]], check=True)  # noqa: S603 -- our own lines

    benchmark.pedantic(run, rounds=15, iterations=1, warmup_rounds=2)
