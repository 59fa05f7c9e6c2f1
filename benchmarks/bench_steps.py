"""What each step of a simulated turn costs: each alone, of one lane of sixteen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import pytest

from reflective_groups.simulation import chance, compiled, engine, lanes, machine
from reflective_groups.simulation.behaviour import PRESETS
from reflective_groups.simulation.layout import memory_of

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 20_000
SPEAKERS = 9
_memory = compiled._addresses(engine.Memory)  # noqa: SLF001 -- it is this that is measured
_table = machine.memory_of((machine.FLOAT_COLUMN,))
Memory = engine.Memory


def nothing(memory: Any, table: Any) -> None:  # noqa: ANN401, ARG001
    now = lanes.load(memory.now, 0)
    lanes.store(memory.now, 0, now + 1.0)


def four_words(memory: Any, table: Any) -> None:  # noqa: ANN401, ARG001
    one, two, three, four = chance.draw(memory.state)
    lanes.store_words(memory.last, 0, one ^ two ^ three ^ four)


def two_normals(memory: Any, table: Any) -> None:  # noqa: ANN401, ARG001
    words = lanes.load_words(memory.last, 0) + 977
    one, two = chance.normals(words, words * 747796405)
    lanes.store_words(memory.last, 0, words)
    lanes.store(memory.now, 0, one + two)


def one_exponential(memory: Any, table: Any) -> None:  # noqa: ANN401, ARG001
    words = lanes.load_words(memory.last, 0) + 977
    lanes.store_words(memory.last, 0, words)
    lanes.store(memory.now, 0, chance.exp(lanes.as_numbers(words & 3)))


def remembered(memory: Any, table: Any) -> None:  # noqa: ANN401, ARG001
    """What a turn changes for each who may speak."""
    words = lanes.load_words(memory.last, 0) + 1
    lanes.store_words(memory.last, 0, words)
    length = lanes.load(memory.now, 0)
    zero = lanes.level(length, 0.0)
    for place in range(SPEAKERS):
        here = (words & 7) == lanes.level_words(words, place)
        lanes.store(memory.until, place, lanes.where(here, length, lanes.load(memory.until, place)))
        spoke = lanes.load(memory.spoke, place) + lanes.where(here, length, zero)
        lanes.store(memory.spoke, place, spoke)
        ago = lanes.load_words(memory.since, place)
        ago = lanes.where_words(ago < engine.NOT_YET, ago + 1, ago)
        lanes.store_words(memory.since, place, lanes.where_words(here, words & 0, ago))


def who_is_next(memory: Any, table: Any) -> None:  # noqa: ANN401
    words = lanes.load_words(memory.last, 0) * 747796405 + 977
    at = engine._chosen(table, memory, memory.able, SPEAKERS, chance.unit(words))  # noqa: SLF001
    lanes.store_words(memory.last, 0, words + at)


STEPS: dict[str, Callable[..., None]] = {
    "a load, a sum and a store": nothing,
    "four random words": four_words,
    "two normal deviates": two_normals,
    "one exponential": one_exponential,
    f"who of {SPEAKERS} is next": who_is_next,
    f"what {SPEAKERS} remember": remembered,
}


def loop(step: Callable[..., None]) -> Callable[..., None]:
    """Machine code that takes a step again and again."""
    taken = numba.extending.register_jitable(forceinline=True)(step)

    @numba.njit(nogil=True, error_model="numpy")
    def again(where: Any, table: Any, turns: int) -> None:  # noqa: ANN401 -- read by Numba alone
        memory = Memory(*_memory(where))
        (row,) = _table(table)
        for _ in range(turns):
            taken(memory, row)

    return again


@pytest.mark.parametrize("what", STEPS)
def test_the_steps_of_a_turn(benchmark: Any, what: str) -> None:  # noqa: ANN401 -- as in the others
    table = memory_of(PRESETS["contribution"])
    memory = engine.Memory(
        *(
            lanes.word_rows_of(SPEAKERS, lanes.WIDTH)
            if kind == "WordRows"
            else lanes.rows_of(SPEAKERS, lanes.WIDTH)
            for kind in compiled._memory(engine.Memory)  # noqa: SLF001
        )
    )
    memory.state[:] = 0x9E3779B9
    memory.able[:] = 1
    memory.since[:] = 5
    run = loop(STEPS[what])
    given = compiled._at(memory), compiled._at((table,)), TURNS  # noqa: SLF001
    run(*given)
    benchmark.extra_info.update({"is": what, "of": TURNS * lanes.WIDTH})
    benchmark.pedantic(lambda: run(*given), rounds=15, iterations=3, warmup_rounds=1)
