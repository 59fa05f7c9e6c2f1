"""Sessions walked by `walk.c`, which is compiled when it is first asked for."""

from __future__ import annotations

import ctypes
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.peers.workload import Told, refuse_others
from reflective_groups.simulation.engine import NOT_YET

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.peers.workload import Task
    from reflective_groups.simulation.layout import Step, Turn

SOURCE = Path(__file__).with_name("walk.c")
COMPILER = shutil.which("gcc")
FLAGS = ("-O3", "-march=native", "-std=c11", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared")
MOST_PEOPLE = 256
COLUMNS = 7
_TABLE = NOT_YET + 1


class _Step(ctypes.Structure):
    _fields_ = (
        ("law", ctypes.c_int32),
        ("most", ctypes.c_int32),
        ("first", ctypes.c_int32),
        ("people", ctypes.c_int32),
        ("planned", ctypes.c_float),
    )


class _Turn(ctypes.Structure):
    _fields_ = (
        ("seat", ctypes.c_int32),
        ("role", ctypes.c_int32),
        ("speaks", ctypes.c_float),
        ("answers", ctypes.c_float),
    )


_NUMBERS = (
    "sigma",
    "mean",
    "by_share",
    "between",
    "within",
    "seconds_a_word",
    "overlapped",
    "gap_mean",
    "gap_spread",
    "overlap_mean",
    "overlap_spread",
    "drift",
    "spread",
    "slot",
)


class _Habits(ctypes.Structure):
    _fields_ = (
        ("table", ctypes.c_float * _TABLE),
        *((name, ctypes.c_float) for name in _NUMBERS),
    )


@functools.cache
def library() -> ctypes.CDLL:
    """The compiled function; a library that is loaded stays so without its file."""
    if COMPILER is None:
        message = "gcc is not installed"
        raise FileNotFoundError(message)
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "walk.so"
        subprocess.run(  # noqa: S603 -- our own source and our own flags
            (COMPILER, *FLAGS, str(SOURCE), "-o", str(built), "-lm"), check=True
        )
        found = ctypes.CDLL(str(built))
    whole, address = ctypes.c_int32, ctypes.c_void_p
    found.walk.argtypes = (ctypes.c_uint64, *[whole] * 4, *[address] * 6)
    found.walk.restype = None
    return found


def walk(given: Task, sessions: int, seed: int) -> Told:
    """Walk so many sessions, one after the other."""
    refuse_others(given)
    layout, habits = given.layout, given.habits
    if len(layout.people) > MOST_PEOPLE:
        message = f"at most {MOST_PEOPLE} people have room, got {len(layout.people)}"
        raise NotImplementedError(message)
    told = np.zeros((sessions, COLUMNS), np.float32)
    airtime = np.zeros((sessions, len(layout.people)), np.float32)
    by_role = np.zeros((sessions, len(layout.roles)), np.float32)
    library().walk(
        seed,
        sessions,
        len(layout.steps),
        len(layout.people),
        len(layout.roles),
        _steps(layout.steps),
        _turns(layout.steps),
        ctypes.byref(
            _Habits(
                (ctypes.c_float * _TABLE)(*habits.table[:_TABLE].tolist()),
                *(getattr(habits, name) for name in _NUMBERS),
            )
        ),
        *(_address(one) for one in (told, airtime, by_role)),
    )
    return Told(*told.T, airtime, by_role)


def _steps(steps: tuple[Step, ...]) -> ctypes.Array[_Step]:
    firsts = np.cumsum([0, *(len(step.turns) for step in steps)]).tolist()
    return (_Step * len(steps))(
        *(
            _Step(step.law, step.most, first, len(step.turns), step.planned)
            for step, first in zip(steps, firsts[:-1], strict=True)
        )
    )


def _turns(steps: tuple[Step, ...]) -> ctypes.Array[_Turn]:
    turns: list[Turn] = [turn for step in steps for turn in step.turns]
    return (_Turn * len(turns))(
        *(_Turn(one.seat, one.role, one.speaks, one.answers) for one in turns)
    )


def _address(values: NDArray[np.float32]) -> int:
    return values.ctypes.data
