"""Machine code of the engine: made when it is first needed, kept on disk, and used ever after.

Everything that `chance` and `engine` define is handed to Numba as it stands. Memory is handed over
by its address, since arrays would be counted up and down in every turn, which took seven times as
long. The key of the file on disk holds a hash of the sources, since Numba itself looks only at the
file of the outermost function.
"""

# pyright: basic
# Numba has no types, so the strict rules would ask for one in every line.

from __future__ import annotations

import hashlib
import types as plain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from numba.extending import register_jitable

from reflective_groups.simulation import chance, engine, lanes, machine
from reflective_groups.simulation.engine import Found, Habits, Memory, Plan, Sessions

if TYPE_CHECKING:
    from collections.abc import Callable

for _module in (chance, engine):
    for _value in tuple(vars(_module).values()):
        if isinstance(_value, plain.FunctionType) and _value.__module__ == _module.__name__:
            # called, a step would be handed sixty arguments a turn: half as long again
            register_jitable(forceinline=True)(_value)

_KINDS = {
    "FloatRows": machine.FLOAT_ROWS,
    "WordRows": machine.WORD_ROWS,
    "Numbers": machine.FLOAT_COLUMN,
    "Keys": machine.WORD_COLUMN,
    "Places": machine.PLACES,
}


def _memory(part: Any) -> tuple[str, ...]:  # noqa: ANN401 -- a class of named tuples
    """What the arrays of a part hold, in order."""
    told = (getattr(kind, "__forward_arg__", "") for kind in part.__annotations__.values())
    return tuple(kind for kind in told if kind in _KINDS)


def _addresses(part: Any) -> Any:  # noqa: ANN401 -- what Numba makes has no types
    return machine.memory_of(tuple(_KINDS[kind] for kind in _memory(part)))


_plan, _habits, _sessions = _addresses(Plan), _addresses(Habits), _addresses(Sessions)
_found, _memories = _addresses(Found), _addresses(Memory)
_walk = engine.walk
_NUMBERS = len(Habits._fields) - 3


def _stamp() -> str:
    """A hash of all that the machine code is made of."""
    sources = (chance, engine, lanes, machine)
    files = (*(Path(str(one.__file__)) for one in sources), Path(__file__))
    return hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()


def _entry(stamp: str) -> Callable[..., None]:
    def walk(
        seed: Any,  # noqa: ANN401 -- read by Numba alone
        plan: Any,  # noqa: ANN401
        sizes: Any,  # noqa: ANN401
        habits: Any,  # noqa: ANN401
        laws: Any,  # noqa: ANN401
        numbers: Any,  # noqa: ANN401
        sessions: Any,  # noqa: ANN401
        found: Any,  # noqa: ANN401
        memory: Any,  # noqa: ANN401
        much: Any,  # noqa: ANN401
    ) -> None:
        _ = stamp
        _walk(
            seed,
            Plan(*(_plan(plan) + sizes)),
            Habits(*(_habits(habits) + laws + numbers)),
            Sessions(*_sessions(sessions)),
            Found(*_found(found)),
            Memory(*_memories(memory)),
            much[0],
            much[1],
        )

    return walk


def _several(kind: Any, number: int) -> Any:  # noqa: ANN401 -- Numba's types have none
    return numba.types.UniTuple(kind, number)


def _compiled() -> Callable[..., None]:
    """The machine code, from disk if there is any; not kept where there is nowhere to keep it."""
    whole, address = numba.int64, numba.uint64
    shape = numba.void(
        _several(whole, 2),
        _several(address, len(_memory(Plan))),
        _several(whole, 3),
        _several(address, 1),
        _several(whole, 2),
        _several(numba.float64, _NUMBERS),
        _several(address, len(_memory(Sessions))),
        _several(address, len(_memory(Found))),
        _several(address, len(_memory(Memory))),
        _several(whole, 2),
    )
    entry = _entry(_stamp())
    try:
        return numba.njit(shape, nogil=True, error_model="numpy", cache=True)(entry)
    except RuntimeError:
        return numba.njit(shape, nogil=True, error_model="numpy")(entry)


_machine = _compiled()


def walk(
    seed: tuple[int, int],
    plan: Plan,
    habits: Habits,
    sessions: Sessions,
    found: Found,
    memory: Memory,
    batches: int,
    turns: int,
) -> None:
    """The same as `engine.walk`, on sixteen lanes."""
    _machine(
        seed,
        _at(plan[: len(_memory(Plan))]),
        (plan.stretches, plan.people, plan.roles),
        _at((habits.table,)),
        (habits.kernel, habits.pace),
        tuple(map(float, habits[3:])),
        _at(sessions),
        _at(found),
        _at(memory),
        (batches, turns),
    )


def _at(arrays: tuple[Any, ...]) -> tuple[np.uint64, ...]:
    """Where arrays lie; whoever calls keeps them alive."""
    return tuple(np.uint64(one.ctypes.data) for one in arrays)
