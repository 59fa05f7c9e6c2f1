"""What was simulated as a table of pandas, Polars or PyArrow, and as a Parquet file.

People are columns by their names (`airtime_s/Ann`). Before a table is shared, give the group
invented names or roles, and simulate again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import importlib
import json
import math
import os
import uuid
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args, overload

import numpy as np

from reflective_groups.errors import MissingExtraError, ModelError
from reflective_groups.model.content import content_hash
from reflective_groups.model.timebox import in_words
from reflective_groups.simulation.comparing import Comparison
from reflective_groups.simulation.conversation import Conversation
from reflective_groups.simulation.outcome import QUANTILES, Measured, Outcome
from reflective_groups.simulation.sweeping import Sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    import pandas as pd
    import polars as pl

    from reflective_groups.simulation.estimate import Estimate
    from reflective_groups.simulation.outcome import Measure

FrameKind: TypeAlias = Literal["pandas", "polars", "pyarrow"]
Result: TypeAlias = Outcome | Comparison | Sweep | Conversation

_Cells: TypeAlias = Sequence[object] | np.ndarray[Any, Any]
_Columns: TypeAlias = Mapping[str, _Cells]

METADATA_KEY = b"reflective_groups"
"""Under which a Parquet file's schema says what reproduces it, as JSON."""
FORMAT = 1
"""Of what stands under that key; it grows when a reader of the old one would go wrong."""

_LARGEST = 2**63 - 1

_PLAIN: tuple[type | tuple[type, ...], ...] = (bool, (int, float), str, dt.timedelta)
"""Kinds of values that columns hold as they are; bool comes before the numbers it is one of."""


@overload
def table(result: Result, kind: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
@overload
def table(result: Result, kind: Literal["polars"]) -> pl.DataFrame: ...
@overload
def table(result: Result, kind: FrameKind) -> Any: ...  # noqa: ANN401 -- PyArrow has no types
def table(result: Result, kind: FrameKind = "pandas") -> Any:
    """The rows of what was simulated: sessions, or the points of a sweep.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import simulate
    >>> rows = table(simulate(MEETING, sessions=100, seed=1), kind="pyarrow")
    >>> rows.num_rows, rows.column_names[:3]
    (100, ['session', 'members_there', 'leaders_there'])

    An outcome and a comparison have a row a session, numbered from 0, and a column for each of
    their names, in single precision and with the unit in the name. A sweep has a row a point, where
    a behaviour or a protocol is told by its name. A conversation keeps no rows, and gives its
    `summary`. What nobody could tell is null, and NaN in pandas.

    Columns hold the names of people: give the group invented names or roles before sharing. Raises
    `ModelError` where rows were not kept, and `MissingExtraError` without the extra `frames`, or
    where pandas or Polars is asked for and not installed.
    """
    kind = _to_kind(kind)
    return _as_kind(_rows(result), kind)


@overload
def summary(
    result: Outcome | Comparison | Conversation, kind: Literal["pandas"] = "pandas"
) -> pd.DataFrame: ...
@overload
def summary(
    result: Outcome | Comparison | Conversation, kind: Literal["polars"]
) -> pl.DataFrame: ...
@overload
def summary(result: Outcome | Comparison | Conversation, kind: FrameKind) -> Any: ...  # noqa: ANN401 -- PyArrow has no types
def summary(result: Outcome | Comparison | Conversation, kind: FrameKind = "pandas") -> Any:
    """What each column came to: a row a column, whether rows were kept or not.

    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import simulate
    >>> told = summary(simulate(MEETING, sessions=100, rows=False), kind="pyarrow")
    >>> told.column_names[:5], told.column_names[7:12]
    (['column', 'count', 'mean', 'low', 'high'], ['q05', 'q25', 'q50', 'q50.low', 'q50.high'])

    `low` and `high` are the ends of the 95 % interval of the mean, `sd` is the standard deviation
    between sessions, and `q05` to `q95` are quantiles. A conversation has a row a statistic:
    `turn_share` and `word_share` by rank, `lag` by lag, and the rest with neither.

    Rows hold the names of people: give the group invented names or roles before sharing. Raises
    `ModelError` for a sweep, whose `table` is its summary, and `MissingExtraError` as `table` does.
    """
    kind = _to_kind(kind)
    return _as_kind(_summed(result), kind)


def to_parquet(result: Result, path: str | os.PathLike[str]) -> None:
    """Write the rows, or where they were not kept the summary, to a Parquet file.

    >>> import tempfile
    >>> from reflective_groups.rules.examples import MEETING
    >>> from reflective_groups.simulation import simulate
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_parquet(simulate(MEETING, sessions=100, seed=7), Path(folder, "evening.parquet"))
    ...     origin(Path(folder, "evening.parquet"))["seed"]
    7

    The file says what reproduces it; see `origin`. It is complete or not there: an older file
    of the same name stays as it is until the new one has been written.

    It holds the names of people: give the group invented names or roles before sharing. Raises
    `MissingExtraError` without the extra `frames`, and `OSError` where the file cannot be written.
    """
    parquet = _needed("pyarrow.parquet")
    kept = not isinstance(result, Measured) or result.rows is not None
    columns = _rows(result) if kept else _summed(result)
    told = {METADATA_KEY: json.dumps(_origin(result, kept=kept), sort_keys=True).encode()}
    whole = _arrow(columns).replace_schema_metadata(told)
    path = Path(path)
    fresh = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with fresh.open("xb") as file:
            parquet.write_table(whole, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def origin(path: str | os.PathLike[str]) -> dict[str, Any]:
    """What a Parquet file of ours says about where it comes from.

    >>> import tempfile
    >>> from reflective_groups.simulation import converse
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_parquet(converse(turns=50, sessions=10, seed=7), Path(folder, "talk.parquet"))
    ...     told = origin(Path(folder, "talk.parquet"))
    >>> told["holds"], told["seed"], told["sessions"]
    ('statistics', 7, 10)

    `holds` is "rows", "summary", "points" or "statistics"; `seed`, `sessions` and `version` (of
    this package) are what to simulate with again, and `digest` is the hash of what was simulated,
    which the same study has again; `format` is that of this record. Raises `ModelError` for a file
    that says nothing of the kind.
    """
    arrow, parquet = _needed("pyarrow"), _needed("pyarrow.parquet")
    try:
        told: dict[bytes, bytes] = parquet.read_schema(os.fspath(path)).metadata or {}
    except arrow.ArrowInvalid:
        told = {}
    if METADATA_KEY not in told:
        message = f"{Path(path).name} does not say what reproduces it"
        raise ModelError(message)
    return cast("dict[str, Any]", json.loads(told[METADATA_KEY]))


# Plain columns


def _rows(result: object) -> _Columns:
    if isinstance(result, Measured):
        return {"session": np.arange(result.sessions, dtype=np.int64), **result.columns}
    if isinstance(result, Sweep):
        rows = result.rows
        return {name: as_cells([row[name] for row in rows]) for name in rows[0]}
    return _summed(result)


def _summed(result: object) -> _Columns:
    if isinstance(result, Measured):
        rows = list(map(_measured, result.measures))
    elif isinstance(result, Conversation):
        rows = list(_statistics(result))
    else:
        message = "a sweep has a row a point, with means and medians: ask for its table"
        if not isinstance(result, Sweep):
            told = "a table is of an Outcome, a Comparison, a Sweep or a Conversation"
            message = f"{told}, got {type(result).__name__}"
        raise ModelError(message)
    return {name: [row[name] for row in rows] for name in rows[0]}


def _measured(measure: Measure) -> dict[str, object]:
    quantiles: dict[str, object] = {}
    for share in QUANTILES:
        name, one = f"q{100 * share:02.0f}", measure.quantile(share)
        quantiles[name] = one.mean
        if share == 0.5:  # noqa: PLR2004 -- the median
            quantiles |= {f"{name}.low": one.low, f"{name}.high": one.high}
    return {
        "column": measure.name,
        **_told(measure.mean),
        "sd": measure.spread if math.isfinite(measure.spread) else math.nan,
        "least": measure.least,
        **quantiles,
        "most": measure.most,
    }


def _told(one: Estimate) -> dict[str, object]:
    return {"count": one.count, "mean": one.mean, "low": one.low, "high": one.high}


def _statistics(talk: Conversation) -> Iterator[dict[str, object]]:
    later = len(talk.lags) + 1
    ways = ("regain_last", "regain_other", "regain_new")
    for name, place, one in (
        *(("turn_share", rank, one) for rank, one in enumerate(talk.turn_shares, 1)),
        *(("word_share", rank, one) for rank, one in enumerate(talk.word_shares, 1)),
        ("aba", None, talk.aba),
        ("abab", None, talk.abab),
        ("in4run", None, talk.in4run),
        *(("lag", lag, one) for lag, one in enumerate(talk.lags[:-1], 2)),
        (f"lag_over_{later - 1}", None, talk.lags[-1]),
        *((way, None, one) for way, one in zip(ways, talk.regain, strict=True)),
    ):
        yield {"statistic": name, "rank_or_lag": place, **_told(one)}


# From there to a library


def _arrow(columns: _Columns) -> Any:  # noqa: ANN401 -- PyArrow comes without types
    """A PyArrow table in which what is not a number is nothing, so that means leave it out."""
    arrow = _needed("pyarrow")
    return arrow.table(
        {name: arrow.array(_typed(cells), from_pandas=True) for name, cells in columns.items()}
    )


def _typed(cells: _Cells) -> _Cells:
    """An array where PyArrow would not find the type: no float told, or seeds of 64 bits."""
    if all(isinstance(one, float) for one in cells):
        return np.array(cells, np.float64)
    if all(type(one) is int for one in cells) and max(cast("Sequence[int]", cells)) > _LARGEST:
        return np.array(cells, np.uint64)
    return cells


def _as_kind(columns: _Columns, kind: FrameKind) -> Any:  # noqa: ANN401 -- what the caller has asked for
    made, narwhals = _arrow(columns), _needed("narwhals")
    if kind == "pyarrow":
        return made
    _needed(kind)
    return narwhals.from_arrow(made, backend=kind).to_native()


def _to_kind(kind: FrameKind) -> FrameKind:
    kinds = get_args(FrameKind)
    if kind not in kinds:
        message = f"there is no kind of table {kind!r:.40}; there is {', '.join(kinds)}"
        raise ModelError(message)
    return kind


def _needed(module: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        message = "tables need an extra: pip install 'reflective-groups[frames]'"
        if module in {"pandas", "polars"}:
            message = f"{module} is not installed, and nothing here needs it: pip install {module}"
        raise MissingExtraError(message) from error


# Values as cells


def as_cells(values: Sequence[object]) -> list[object]:
    """Values as a column holds them: plain ones as they are, and all others by name.

    >>> from reflective_groups.simulation import PRESETS
    >>> as_cells([PRESETS["meeting"], "contribution"])
    ['meeting', 'contribution']

    Where two that differ have the same name, all are told at greater length, or else numbered.
    """
    told = [one for one in values if one is not None]
    for kind in _PLAIN:
        if all(isinstance(one, kind) for one in told):
            return list(values)
        if any(isinstance(one, kind) for one in told):
            break
    things = {id(one): one for one in told}
    texts = _texts(things)
    return [None if one is None else texts[id(one)] for one in values]


def _texts(things: Mapping[int, object]) -> Mapping[int, str]:
    whole = {at: repr(one) for at, one in things.items()}
    different = list(dict.fromkeys(whole.values()))
    for tell in _WAYS:
        texts = {at: tell(one) for at, one in things.items()}
        if len(set(texts.values())) == len(different):
            return texts
    return {at: f"{_name(one)} ({different.index(whole[at]) + 1})" for at, one in things.items()}


def _name(value: object) -> str:
    if isinstance(value, dt.timedelta):
        return in_words(value)
    if not isinstance(value, enum.Enum):  # whose name is the code's word and not the field's
        for field in ("name", "key"):
            held = getattr(value, field, None)
            if isinstance(held, str) and held:
                return held
    return str(value)


_WAYS: tuple[Callable[[object], str], ...] = (_name, str)


# Where it comes from


def _origin(result: Result, *, kept: bool) -> dict[str, object]:
    common: dict[str, object] = {"format": FORMAT, "version": version("reflective-groups")}
    match result:
        case Outcome():
            return common | {
                "holds": "rows" if kept else "summary",
                "sessions": result.sessions,
                "seed": result.study.seed,
                "digest": result.study.digest,
            }
        case Comparison():
            return common | {
                "holds": "rows" if kept else "summary",
                "sessions": result.sessions,
                "seed": result.pair.a.seed,
                "seed_b": result.pair.b.seed,
                "digest": result.pair.digest,
                "digest_a": result.pair.a.digest,
                "digest_b": result.pair.b.digest,
            }
        case Sweep():
            return common | {
                "holds": "points",
                "version": result.version,
                "seed": result.seed,
                "digest": content_hash(tuple(point.digest for point in result)),
            }
        case Conversation():
            return common | {
                "holds": "statistics",
                "sessions": result.sessions,
                "seed": result.seed,
                "digest": content_hash((result.behaviour, result.speakers, result.turns)),
            }
