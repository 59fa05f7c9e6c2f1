"""Results as tables and files: the same numbers, nothing where nobody can tell, and where from."""

from __future__ import annotations

import datetime as dt
import math
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest

from reflective_groups.errors import MissingExtraError, ModelError
from reflective_groups.simulation import (
    PRESETS,
    Behaviour,
    Pace,
    Study,
    compare,
    converse,
    frames,
    simulate,
    sweep,
)
from tests.simulation.meetings import BALINT, ROUND, SOME_COME, TALK, meeting

if TYPE_CHECKING:
    from pathlib import Path

    from reflective_groups.simulation import Comparison, Conversation, Outcome, Sweep

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pq = pytest.importorskip("pyarrow.parquet")

EVENING = meeting(TALK)
KINDS = ("pandas", "polars", "pyarrow")
kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return simulate(EVENING, sessions=300, seed=5, circumstances=SOME_COME)


@pytest.fixture(scope="module")
def tallied() -> Outcome:
    return simulate(EVENING, sessions=300, seed=5, circumstances=SOME_COME, rows=False)


@pytest.fixture(scope="module")
def both() -> Comparison:
    return compare(EVENING, meeting(ROUND), sessions=120, seed=5)


@pytest.fixture(scope="module")
def talk() -> Conversation:
    return converse(speakers=4, turns=60, sessions=40, seed=3)


@pytest.fixture(scope="module")
def points() -> Sweep:
    axes = {"behaviour": [PRESETS["meeting"], "contribution"], "members": [4, 6]}
    return sweep(EVENING, axes, sessions=40, measures=("turns", "aba"), seed=9)


def lists(made: Any) -> dict[str, list[Any]]:  # noqa: ANN401 -- a table of any kind
    """The columns of a table as plain lists, with None for what is not there."""
    if isinstance(made, pd.DataFrame):
        return {
            name: [None if pd.isna(one) else one for one in made[name].tolist()]
            for name in made.columns
        }
    return dict(made.to_pydict() if isinstance(made, pa.Table) else made.to_dict(as_series=False))


def plain(values: Any) -> list[Any]:  # noqa: ANN401 -- an array
    return [None if math.isnan(one) else one for one in values.tolist()]


# Rows


@kinds
def test_an_outcome_has_a_row_a_session_and_every_column_as_it_is(
    outcome: Outcome, kind: frames.FrameKind
) -> None:
    told = lists(frames.table(outcome, kind))
    assert list(told) == ["session", *outcome.names]
    assert told["session"] == list(range(300))
    for name, values in outcome.columns.items():
        assert told[name] == plain(values), name


def test_each_library_gets_its_own_kind_of_table_and_pandas_where_none_is_named(
    outcome: Outcome,
) -> None:
    assert isinstance(frames.table(outcome), pd.DataFrame)
    assert isinstance(frames.summary(outcome), pd.DataFrame)
    assert isinstance(frames.table(outcome, "polars"), pl.DataFrame)
    assert isinstance(frames.table(outcome, "pyarrow"), pa.Table)


def test_what_nobody_can_tell_is_left_out_of_means_in_every_library(outcome: Outcome) -> None:
    name = "airtime_s/Ann"
    mean = outcome.mean(name)
    assert mean.count < 300
    polars, arrow = frames.table(outcome, "polars"), frames.table(outcome, "pyarrow")
    assert polars[name].null_count() == arrow[name].null_count == 300 - mean.count
    assert polars[name].mean() == pytest.approx(mean.mean, rel=1e-5)
    assert frames.table(outcome, "pandas")[name].mean() == pytest.approx(mean.mean, rel=1e-5)


def test_columns_keep_single_precision_and_whole_numbers_of_sessions(outcome: Outcome) -> None:
    made = frames.table(outcome, "pyarrow")
    assert made.schema.field("session").type == pa.int64()
    assert {made.schema.field(name).type for name in outcome.names} == {pa.float32()}


def test_a_comparison_has_its_columns_side_by_side(both: Comparison) -> None:
    told = frames.table(both, "polars")
    assert told.columns == ["session", *both.names]
    apart = told["a:turns"] - told["b:turns"] - told["a-b:turns"]
    assert apart.abs().max() == 0


def test_rows_that_were_not_kept_are_no_table(tallied: Outcome) -> None:
    with pytest.raises(ModelError, match="rows were not kept"):
        frames.table(tallied, "pyarrow")


# Points of a sweep


@kinds
def test_a_sweep_tells_objects_by_name_and_the_rest_as_it_is(
    points: Sweep, kind: frames.FrameKind
) -> None:
    told = lists(frames.table(points, kind))
    assert list(told) == list(points.rows[0])
    assert told["behaviour"] == ["meeting", "meeting", "contribution", "contribution"]
    assert told["members"] == [4, 6, 4, 6]
    assert told["turns"] == [row["turns"] for row in points.rows]
    assert told["study"] == [point.digest for point in points]


def test_plain_values_stay_as_they_are() -> None:
    for values in ([True, False], [1, 2.5], ["a", "b"], [dt.timedelta(minutes=80)], [None, 5]):
        assert frames.as_cells(values) == values


def test_objects_are_told_by_name_or_key_or_in_words() -> None:
    unnamed = Behaviour(sigma=0.3)
    values = [PRESETS["go_round"], BALINT.protocol, Pace.CLOCK, unnamed, None, 5, "six"]
    assert frames.as_cells(values) == [
        "go_round",
        "balint.series",
        "clock",
        str(unnamed),
        None,
        "5",
        "six",
    ]
    assert frames.as_cells([dt.timedelta(minutes=80), 90]) == ["80 min", "90"]


def test_two_behaviours_of_one_name_are_kept_apart() -> None:
    meeting_ = PRESETS["meeting"]
    calmer = attrs.evolve(meeting_, gamma=0.1)
    assert frames.as_cells([meeting_, calmer, meeting_]) == [
        "meeting: power, sigma 0.5, gamma 0.7",
        "meeting: power, sigma 0.5, gamma 0.1",
        "meeting: power, sigma 0.5, gamma 0.7",
    ]
    louder = attrs.evolve(meeting_, leader=2.0)
    assert str(louder) == str(meeting_)
    assert frames.as_cells([meeting_, louder, attrs.evolve(louder)]) == [
        "meeting (1)",
        "meeting (2)",
        "meeting (2)",
    ]


@kinds
def test_seeds_of_64_bits_and_columns_that_nobody_can_tell_have_their_types(
    points: Sweep, kind: frames.FrameKind
) -> None:
    nothing = {"aba": attrs.evolve(points.points[0].found["aba"], mean=math.nan)}
    changed = attrs.evolve(
        points,
        seed=2**64 - 1,
        points=tuple(attrs.evolve(one, found={**one.found, **nothing}) for one in points),
    )
    told = lists(frames.table(changed, kind))
    assert told["seed"] == [2**64 - 1] * 4
    assert told["aba"] == [None] * 4
    assert frames.table(changed, "pyarrow").schema.field("aba").type == pa.float64()


# Summaries


@kinds
def test_a_summary_has_a_row_a_column_and_says_what_the_measures_say(
    outcome: Outcome, kind: frames.FrameKind
) -> None:
    told = lists(frames.summary(outcome, kind))
    assert told["column"] == list(outcome.names)
    place = outcome.names.index("airtime_s/Ann")
    one = outcome["airtime_s/Ann"]
    median = one.quantile(0.5)
    row = {name: values[place] for name, values in told.items()}
    assert row == {
        "column": "airtime_s/Ann",
        "count": one.mean.count,
        "mean": one.mean.mean,
        "low": one.mean.low,
        "high": one.mean.high,
        "sd": one.spread,
        "least": one.least,
        "q05": one.quantile(0.05).mean,
        "q25": one.quantile(0.25).mean,
        "q50": median.mean,
        "q50.low": median.low,
        "q50.high": median.high,
        "q75": one.quantile(0.75).mean,
        "q95": one.quantile(0.95).mean,
        "most": one.most,
    }
    assert row["least"] < row["q05"] < row["q50.low"] < row["q50.high"] < row["q95"] < row["most"]


def test_a_summary_needs_no_rows(outcome: Outcome, tallied: Outcome) -> None:
    kept, counted = frames.summary(outcome), frames.summary(tallied)
    assert kept["mean"].equals(counted["mean"])
    assert counted["q95"].to_numpy() == pytest.approx(
        kept["q95"].to_numpy(), rel=0.02, abs=0.01, nan_ok=True
    )


def test_one_session_has_no_standard_deviation() -> None:
    told = lists(frames.summary(simulate(EVENING, sessions=1), "polars"))
    assert set(told["sd"]) == {None}
    assert set(told["count"]) == {1}


def test_a_comparison_is_summed_up_too(both: Comparison) -> None:
    told = frames.summary(both).set_index("column")
    assert told.loc["a-b:turns", "mean"] == both.difference("turns").mean
    assert told.loc["less:turns", "mean"] == both.less("turns").mean


@kinds
def test_a_conversation_has_a_row_a_statistic(talk: Conversation, kind: frames.FrameKind) -> None:
    told = lists(frames.summary(talk, kind))
    assert told == lists(frames.table(talk, kind))
    assert list(told) == ["statistic", "rank_or_lag", "count", "mean", "low", "high"]
    names = list(zip(told["statistic"], told["rank_or_lag"], strict=True))
    assert names == [
        *(("turn_share", rank) for rank in range(1, 5)),
        *(("word_share", rank) for rank in range(1, 5)),
        *((name, None) for name in ("aba", "abab", "in4run")),
        *(("lag", lag) for lag in range(2, 9)),
        ("lag_over_8", None),
        *((name, None) for name in ("regain_last", "regain_other", "regain_new")),
    ]
    found = dict(zip(names, zip(told["mean"], told["low"], told["high"], strict=True), strict=True))
    for name, one in (
        (("turn_share", 2), talk.turn_shares[1]),
        (("word_share", 1), talk.word_shares[0]),
        (("aba", None), talk.aba),
        (("lag", 2), talk.lags[0]),
        (("lag", 8), talk.lags[6]),
        (("lag_over_8", None), talk.lags[7]),
        (("regain_other", None), talk.regain[1]),
    ):
        assert found[name] == (one.mean, one.low, one.high), name


def test_lag_two_is_a_coming_back_at_once(talk: Conversation) -> None:
    told = frames.summary(talk).set_index(["statistic", "rank_or_lag"])
    assert told.loc[("lag", 2), "mean"] == pytest.approx(talk.aba.mean, abs=0.05)


# What cannot be told


def test_a_sweep_is_its_own_summary(points: Sweep) -> None:
    given: Any = points
    with pytest.raises(ModelError, match="ask for its table"):
        frames.summary(given, "pyarrow")


def test_an_unknown_kind_is_refused_and_those_there_are_are_named(outcome: Outcome) -> None:
    wrong: Any = "dask"
    for ask in (frames.table, frames.summary):
        with pytest.raises(ModelError, match="'dask'; there is pandas, polars, pyarrow"):
            ask(outcome, wrong)


def test_only_what_was_simulated_is_a_table(tmp_path: Path) -> None:
    wrong: Any = Study(meetings=(EVENING,))
    for ask in (frames.table, frames.summary):
        with pytest.raises(ModelError, match=r"a table is of an Outcome.*, got Study"):
            ask(wrong)
    with pytest.raises(ModelError, match="got Study"):
        frames.to_parquet(wrong, tmp_path / "study.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["narwhals", "pyarrow"])
@kinds
def test_without_the_extra_the_error_says_how_to_install_it(
    outcome: Outcome, module: str, kind: frames.FrameKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'reflective-groups\[frames\]'"):
        frames.table(outcome, kind)


def test_a_file_without_the_extra_is_not_begun(
    outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'reflective-groups\[frames\]'"):
        frames.to_parquet(outcome, tmp_path / "evening.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named_and_the_others_work_without_it(
    outcome: Outcome,
    module: frames.FrameKind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=f"pip install {module}$"):
        frames.table(outcome, module)
    assert frames.table(outcome, "pyarrow").num_rows == 300


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys; from reflective_groups.simulation import frames, plots; "
        "heavy = {'pyarrow', 'narwhals', 'pandas', 'polars', 'matplotlib'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- our own line
    assert run.stdout.strip() == "[]"


# Files


def test_a_file_holds_the_rows_and_other_libraries_read_them(
    outcome: Outcome, tmp_path: Path
) -> None:
    path = tmp_path / "evening.parquet"
    frames.to_parquet(outcome, path)
    told = lists(frames.table(outcome, "pyarrow"))
    assert lists(pq.read_table(path)) == told
    assert lists(pl.read_parquet(path)) == told
    assert lists(pd.read_parquet(path)) == told


def test_a_path_may_be_a_text(outcome: Outcome, tmp_path: Path) -> None:
    name = str(tmp_path / "evening.parquet")
    frames.to_parquet(outcome, name)
    assert frames.origin(name)["seed"] == 5


def test_a_file_says_what_reproduces_it(outcome: Outcome, tmp_path: Path) -> None:
    import reflective_groups

    path = tmp_path / "evening.parquet"
    frames.to_parquet(outcome, path)
    told = frames.origin(path)
    assert told == {
        "format": 1,
        "version": reflective_groups.__version__,
        "holds": "rows",
        "sessions": 300,
        "seed": 5,
        "digest": outcome.study.digest,
    }
    again = simulate(EVENING, sessions=told["sessions"], seed=told["seed"], circumstances=SOME_COME)
    assert again.study.digest == told["digest"]
    assert pq.read_table(path).equals(frames.table(again, "pyarrow"))


def test_the_record_is_json_under_one_key_of_the_schema(outcome: Outcome, tmp_path: Path) -> None:
    path = tmp_path / "evening.parquet"
    frames.to_parquet(outcome, path)
    assert set(pq.read_schema(path).metadata) == {b"reflective_groups"}


def test_another_study_has_another_digest(outcome: Outcome, tmp_path: Path) -> None:
    other = simulate(EVENING, sessions=10, seed=5)
    frames.to_parquet(other, tmp_path / "other.parquet")
    assert frames.origin(tmp_path / "other.parquet")["digest"] != outcome.study.digest


def test_without_rows_a_file_holds_the_summary(tallied: Outcome, tmp_path: Path) -> None:
    path = tmp_path / "evening.parquet"
    frames.to_parquet(tallied, path)
    assert lists(pq.read_table(path)) == lists(frames.summary(tallied, "pyarrow"))
    assert frames.origin(path)["holds"] == "summary"
    assert frames.origin(path)["sessions"] == 300


def test_a_comparison_tells_both_studies_and_both_seeds(both: Comparison, tmp_path: Path) -> None:
    frames.to_parquet(both, tmp_path / "both.parquet")
    told = frames.origin(tmp_path / "both.parquet")
    assert (told["holds"], told["seed"], told["seed_b"]) == ("rows", 5, 5)
    assert told["digest"] == both.pair.digest
    assert (told["digest_a"], told["digest_b"]) == (both.pair.a.digest, both.pair.b.digest)
    apart = compare(EVENING, EVENING, sessions=10, seed=5, common=False, rows=False)
    frames.to_parquet(apart, tmp_path / "apart.parquet")
    told = frames.origin(tmp_path / "apart.parquet")
    assert (told["holds"], told["seed"], told["seed_b"]) == ("summary", 5, apart.pair.b.seed)
    assert apart.pair.b.seed != 5


def test_points_and_statistics_are_files_too(
    points: Sweep, talk: Conversation, tmp_path: Path
) -> None:
    frames.to_parquet(points, tmp_path / "points.parquet")
    frames.to_parquet(talk, tmp_path / "talk.parquet")
    of_points, of_talk = (
        frames.origin(tmp_path / f"{name}.parquet") for name in ("points", "talk")
    )
    assert (of_points["holds"], of_points["seed"]) == ("points", 9)
    assert of_points["version"] == points.version
    assert (of_talk["holds"], of_talk["seed"], of_talk["sessions"]) == ("statistics", 3, 40)
    assert lists(pq.read_table(tmp_path / "points.parquet")) == lists(
        frames.table(points, "pyarrow")
    )
    fewer = attrs.evolve(points, points=points.points[:3])
    frames.to_parquet(fewer, tmp_path / "points.parquet")
    assert frames.origin(tmp_path / "points.parquet")["digest"] != of_points["digest"]
    frames.to_parquet(attrs.evolve(talk, turns=61), tmp_path / "talk.parquet")
    assert frames.origin(tmp_path / "talk.parquet")["digest"] != of_talk["digest"]


def test_a_file_of_somebody_else_says_nothing_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    for write in (
        lambda: path.write_text("no table at all"),
        lambda: pq.write_table(pa.table({"a": [1]}), path),
        lambda: pd.DataFrame({"a": [1]}).to_parquet(path),
    ):
        write()
        with pytest.raises(ModelError, match=r"other\.parquet does not say what reproduces it"):
            frames.origin(path)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "evening.parquet"
    path.write_bytes(b"an older file")

    def full(table: object, file: Any, **_: object) -> None:  # noqa: ANN401 -- an open file
        del table
        file.write(b"half of it")
        message = "no space left on device"
        raise OSError(message)

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(OSError, match="no space left"):
        frames.to_parquet(outcome, path)
    assert path.read_bytes() == b"an older file"
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_is_still_whole_while_the_new_one_is_written(
    outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "evening.parquet"
    path.write_bytes(b"an older file")
    written = pq.write_table

    def look(table: object, file: object) -> None:
        written(table, file)
        assert path.read_bytes() == b"an older file"

    monkeypatch.setattr(pq, "write_table", look)
    frames.to_parquet(outcome, path)
    assert list(tmp_path.iterdir()) == [path]
    assert frames.origin(path)["sessions"] == 300


def test_a_folder_that_is_not_there_is_an_error_of_the_system(
    outcome: Outcome, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        frames.to_parquet(outcome, tmp_path / "nowhere" / "evening.parquet")


def test_numbers_of_a_table_are_those_of_the_rows_bit_by_bit(
    outcome: Outcome, tmp_path: Path
) -> None:
    frames.to_parquet(outcome, tmp_path / "evening.parquet")
    read = pq.read_table(tmp_path / "evening.parquet")
    for name, values in outcome.columns.items():
        back = read[name].to_numpy()
        assert np.array_equal(back, values, equal_nan=True), name
