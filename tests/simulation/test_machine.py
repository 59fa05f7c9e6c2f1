"""The compiled engine: the same numbers on other machines, without a compiler, and from disk."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reflective_groups.simulation import converse, engine, simulate, walking
from tests.simulation.meetings import BALINT, TOGETHER

if TYPE_CHECKING:
    from pathlib import Path

SESSIONS = 300
PROGRAM = f"""
import hashlib
from reflective_groups.simulation import simulate
from tests.simulation.meetings import BALINT, TOGETHER

rows = simulate(BALINT, sessions={SESSIONS}, seed=11, circumstances=TOGETHER).rows
print(hashlib.sha256(rows.tobytes()).hexdigest())
"""


def told_by(cache: Path, **environment: str) -> tuple[str, str]:
    """What another interpreter prints, and what it says beside."""
    ran = subprocess.run(  # noqa: S603 -- our own interpreter and our own lines
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NUMBA_CACHE_DIR": str(cache), **environment},
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip(), ran.stderr


@pytest.fixture(scope="module")
def here() -> str:
    import hashlib

    rows = simulate(BALINT, sessions=SESSIONS, seed=11, circumstances=TOGETHER).rows
    assert rows is not None
    return hashlib.sha256(rows.tobytes()).hexdigest()


def test_it_is_compiled_once_says_so_and_is_kept(here: str, tmp_path: Path) -> None:
    first, said = told_by(tmp_path)
    assert said.splitlines() == [
        "Compiling the simulation, once on this machine; some ten seconds."
    ]
    second, silence = told_by(tmp_path)
    assert (first, second, silence) == (here, here, "")


@pytest.mark.skipif(
    platform.machine().lower() not in {"x86_64", "amd64"}, reason="these are x86 processors"
)
@pytest.mark.parametrize(
    ("processor", "features"),
    [("haswell", "+sse4.2,+avx,+avx2,+fma"), ("x86-64", "+sse2")],
    ids=["avx2", "sse2"],
)
def test_a_smaller_processor_gives_the_same_numbers(
    here: str, tmp_path: Path, processor: str, features: str
) -> None:
    found, _ = told_by(tmp_path, NUMBA_CPU_NAME=processor, NUMBA_CPU_FEATURES=features)
    assert found == here


def test_without_the_compiler_the_numbers_are_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    compiled = simulate(BALINT, sessions=100, seed=2, circumstances=TOGETHER)
    talk = converse(6, turns=50, sessions=30)
    walking.walker.cache_clear()
    monkeypatch.setattr(walking.importlib.util, "find_spec", lambda name: None)  # noqa: ARG005 -- nothing is found
    try:
        assert walking.walker() == (engine.walk, None)
        plain = simulate(BALINT, sessions=100, seed=2, circumstances=TOGETHER)
        assert converse(6, turns=50, sessions=30).aba == talk.aba
    finally:
        walking.walker.cache_clear()
    np.testing.assert_array_equal(plain.rows, compiled.rows)
    assert "far more slowly" in caplog.text


def test_without_numpy_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from reflective_groups import simulation\n"
        "from reflective_groups.errors import MissingExtraError\n"
        "print(simulation.Behaviour(sigma=0.5), simulation.Circumstances())\n"
        "try:\n    simulation.simulate\n"
        "except MissingExtraError as error:\n    print(error)\n"
    )
    ran = subprocess.run(  # noqa: S603 -- as above
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == (
        "simulation needs an extra: pip install 'reflective-groups[simulation]'"
    )
