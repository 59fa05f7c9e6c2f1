"""The face: every promised name is there, explained, and imported only when it is used."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from enum import Enum
from pathlib import Path

import attrs
import pytest

import reflective_groups as rg

FACE = Path(str(rg.__file__))
TREE = ast.parse(FACE.read_text(encoding="utf-8"))
HEAVY = (
    "cattrs",
    "pendulum",
    "numpy",
    "numba",
    "llvmlite",
    "matplotlib",
    "narwhals",
    "scipy",
    "click",
    "rich",
    "tomllib",
    "jsonschema",
)
ROOMS = ("protocols", "rules", "serial", "planning", "simulation", "cli")


def shape(name: str) -> int:
    """Constants first, then classes, then functions."""
    return 0 if name.isupper() else 1 if name[0].isupper() else 2


def for_type_checkers() -> dict[str, str]:
    """What type checkers are told, name by name: where each comes from."""
    found: dict[str, str] = {}
    for node in TREE.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for line in node.body:
                if isinstance(line, ast.ImportFrom):
                    found.update({one.asname or one.name: str(line.module) for one in line.names})
                elif isinstance(line, ast.AnnAssign):
                    found[ast.unparse(line.target)] = rg.__name__
    return found


def run(code: str) -> str:
    ran = subprocess.run(  # noqa: S603 -- our own interpreter and our own lines
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_the_names_are_in_order_and_each_is_there_once() -> None:
    assert rg.__all__ == sorted(set(rg.__all__), key=lambda name: (shape(name), name))


def test_every_name_can_be_imported_and_is_what_type_checkers_are_told() -> None:
    told = for_type_checkers()
    assert sorted(told) == sorted(rg.__all__)
    for name, home in told.items():
        if home != rg.__name__:
            assert getattr(importlib.import_module(home), name) is getattr(rg, name), name


def test_a_name_keeps_its_value() -> None:
    for name in rg.__all__:
        assert getattr(rg, name) is getattr(rg, name)


def test_there_is_nothing_by_another_name() -> None:
    with pytest.raises(
        AttributeError, match="module 'reflective_groups' has no attribute 'balint'"
    ):
        rg.balint  # noqa: B018
    with pytest.raises(ImportError):
        from reflective_groups import nothing_of_the_kind  # noqa: F401


def test_the_rooms_can_be_reached_from_the_face() -> None:
    assert rg.protocols.CATALOGUE is rg.CATALOGUE
    assert rg.planning.fit(rg.CATALOGUE["grow.grow"], rg.minutes(60)).slot == rg.minutes(60)
    assert rg.sources.Source is rg.Source


def test_a_family_can_be_reached_from_the_face_at_once() -> None:
    run("import reflective_groups as rg; print(rg.protocols.balint.UK.key)")


def test_a_listing_shows_all_of_it() -> None:
    assert set(rg.__all__) <= set(dir(rg))
    assert {"model", "planning", "protocols", "rules", "serial", "sources"} <= set(dir(rg))
    assert dir(rg) == sorted(dir(rg))


def test_a_star_brings_everything() -> None:
    code = "from reflective_groups import *; import reflective_groups as rg; "
    code += "print(sorted(set(rg.__all__) - set(globals())))"
    assert run(code) == "[]"


def test_the_version_is_that_of_the_installed_package() -> None:
    from importlib.metadata import version

    assert rg.__version__ == version("reflective-groups")


# What is imported, and when


def modules_after(code: str) -> set[str]:
    return set(run(f"import sys; {code}; print(*sorted(sys.modules))").split())


def heavy_in(modules: set[str]) -> set[str]:
    return {one for one in modules if one.partition(".")[0] in HEAVY}


def rooms_in(modules: set[str]) -> set[str]:
    return {room for room in ROOMS if f"reflective_groups.{room}" in modules}


def test_the_import_alone_brings_nothing_heavy() -> None:
    modules = modules_after("import reflective_groups")
    assert heavy_in(modules) == set()
    assert rooms_in(modules) == set()


@pytest.mark.parametrize(
    ("code", "rooms"),
    [
        ("rg.minutes(5)", set()),
        ("rg.Phase(name='talk') >> rg.Phase(name='close')", set()),
        (
            "rg.Protocol(key='x', title='X', session=rg.Phase(name='talk')).content_hash",
            set(),
        ),
        ("rg.CATALOGUE", {"protocols"}),
        ("rg.CATALOGUE['balint.uk_online'].duration", {"protocols"}),
        ("rg.find(size=7)", {"protocols"}),
        ("rg.RULES", {"rules"}),
        ("rg.Severity.ERROR", {"rules"}),
    ],
)
def test_a_room_is_entered_when_it_is_first_used(code: str, rooms: set[str]) -> None:
    modules = modules_after(f"import reflective_groups as rg; {code}")
    assert rooms_in(modules) == rooms
    assert heavy_in(modules) == set()


def test_checking_a_protocol_needs_neither_a_calendar_nor_a_converter() -> None:
    modules = modules_after(
        "import reflective_groups as rg; rg.check(rg.CATALOGUE['balint.school']).errors"
    )
    assert heavy_in(modules) == set()


def test_a_simulation_is_described_without_numpy_and_walked_with_it() -> None:
    described = modules_after(
        "from reflective_groups import simulation as s; s.Behaviour(), s.Circumstances(), s.PRESETS"
    )
    assert heavy_in(described) == set()
    walked = modules_after("from reflective_groups.simulation import simulate")
    assert not {"numba", "matplotlib", "pandas", "scipy"} & walked


# Every name explains itself


def explained() -> list[str]:
    return [
        name
        for name in rg.__all__
        if inspect.isfunction(value := getattr(rg, name)) or inspect.isclass(value)
    ]


@pytest.mark.parametrize("name", explained())
def test_every_class_and_function_says_what_it_is_in_one_sentence_first(name: str) -> None:
    told = inspect.getdoc(getattr(rg, name)) or ""
    first = told.partition("\n\n")[0]
    assert first.endswith((".", ":")), first
    assert first[0].isupper() or first.startswith("`")


@pytest.mark.parametrize("name", explained())
def test_every_class_and_function_shows_how_it_is_used(
    name: str,
) -> None:
    value = getattr(rg, name)
    if inspect.isclass(value) and issubclass(value, (Enum, BaseException)):
        return  # a closed set shows its words, an error is raised and not made
    assert ">>> " in (inspect.getdoc(value) or ""), f"{name} has no example"


@pytest.mark.parametrize("name", explained())
def test_every_method_of_ones_own_says_what_it_does(name: str) -> None:
    value = getattr(rg, name)
    if not inspect.isclass(value):
        return
    for method, made in vars(value).items():
        if not method.startswith("_") and (inspect.isfunction(made) or isinstance(made, property)):
            assert inspect.getdoc(made), f"{name}.{method} is not explained"


def test_every_error_is_in_the_drawing_of_the_tree() -> None:
    import reflective_groups.errors

    drawing = str(reflective_groups.errors.__doc__)
    for name in rg.__all__:
        value = getattr(rg, name)
        if inspect.isclass(value) and issubclass(value, BaseException):
            assert issubclass(value, rg.ReflectiveGroupsError)
            assert name in drawing
            other = [
                base.__name__ for base in value.__bases__ if base is not rg.ReflectiveGroupsError
            ]
            assert all(f"({base})" in drawing for base in other if base != "Exception")


def test_errors_carry_what_a_program_needs() -> None:
    stopped = rg.UnsoundError("two errors", (("RG101", "size", "too few"),))
    assert stopped.findings == (("RG101", "size", "too few"),)
    assert rg.Infeasible("short", short_by_seconds=60).short_by_seconds == 60
    assert rg.Infeasible("short").short_by_seconds == 0
    several = rg.DocumentError((("$.slot", "is missing"), ("$.start", "is no time")))
    assert str(several) == "2 problems in the document\n  $.slot: is missing\n  $.start: is no time"
    assert str(rg.DocumentError((("$", "x"),))).startswith("1 problem in")
    assert several.problems[1] == ("$.start", "is no time")


def test_every_public_value_is_frozen() -> None:
    for name in rg.__all__:
        value = getattr(rg, name)
        if inspect.isclass(value) and attrs.has(value):
            assert value.__setattr__ is not object.__setattr__, name
            assert value.__hash__ is not None, name


def test_simulation_gives_every_name_it_promises_and_each_explains_itself() -> None:
    from reflective_groups import simulation

    assert simulation.__all__ == sorted(
        set(simulation.__all__), key=lambda name: (shape(name), name)
    )
    for name in simulation.__all__:
        value = getattr(simulation, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            told = inspect.getdoc(value) or ""
            assert told.partition("\n\n")[0].endswith((".", ":")), name
            closed = inspect.isclass(value) and issubclass(value, Enum)
            assert closed or ">>> " in told, f"{name} has no example"
    assert set(simulation.__all__) <= set(dir(simulation))
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        simulation.simulat  # noqa: B018 -- asking is the test


def test_planning_gives_every_name_it_promises_and_imports_only_what_a_meeting_needs() -> None:
    from reflective_groups import planning

    assert planning.__all__ == sorted(planning.__all__, key=lambda name: (name[0].islower(), name))
    for name in planning.__all__:
        value = getattr(planning, name)
        assert value.__name__ == name
        assert value.__doc__
    assert set(planning.__all__) <= set(dir(planning))
    with pytest.raises(AttributeError, match="no attribute 'plann'"):
        planning.plann  # noqa: B018 -- asking is the test
    loaded = run(
        "import sys, reflective_groups.planning\n"
        "print(*(name for name in sys.modules if name.startswith('reflective_groups.planning.')))"
    )
    for later in ("rotation", "turns", "calendars", "programmes", "seating"):
        assert f"planning.{later}" not in loaded
