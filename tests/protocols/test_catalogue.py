"""The catalogue: one file and one line a protocol, and a source behind every number."""

from __future__ import annotations

import ast
import collections.abc
import datetime as dt
import decimal
import importlib
import importlib.metadata
import importlib.util
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.protocols.catalogue import FAMILIES, PACKS, Catalogue, packs
from reflective_groups.sources import Cited

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDERS = {
    name: importlib.import_module(f"reflective_groups.protocols.{name}") for name in FAMILIES
}
NAMED_BY_THE_SOURCES = {
    "balint": "SCHOOL SERIES UK UK_ONLINE BSANZ NL DE CH FR US_BLOG",
    "triad": "VERITAS_WORKSHOP VERITAS_MEETING PEER",
    "grow": "GROW TGROW REGROW OSKAR CLEAR STEPPPA",
    "relatives": "ACTION_LEARNING INTERVISION REFLECTING_TEAM CONSULTANCY TROIKA WISE_CROWDS "
    "WORK_DISCUSSION PEER_SUPERVISION",
}
MINE = rg.Protocol(key="my.own", title="Our own", session=rg.Phase(name="talk"))


# One file and one line


@pytest.mark.parametrize(
    ("family", "name"),
    [(family, name) for family, row in NAMED_BY_THE_SOURCES.items() for name in row.split()],
)
def test_what_the_library_promises_is_there(family: str, name: str) -> None:
    protocol = getattr(FOLDERS[family], name)
    assert rg.CATALOGUE[f"{family}.{name.lower()}"] is protocol


@pytest.mark.parametrize("family", FAMILIES)
def test_a_key_is_the_name_of_the_value(family: str) -> None:
    listed = constants(vars(FOLDERS[family]))
    assert listed
    for name, protocol in listed.items():
        assert protocol.key == f"{family}.{name.lower()}"
        assert protocol.family == family
        assert rg.CATALOGUE[protocol.key] is protocol


def test_the_catalogue_holds_nothing_else() -> None:
    listed = [one for package in FOLDERS.values() for one in constants(vars(package)).values()]
    assert sorted(one.key for one in listed) == list(rg.CATALOGUE)


def constants(names: Mapping[str, object]) -> dict[str, rg.Protocol]:
    """The protocols among some names."""
    return {name: one for name, one in names.items() if isinstance(one, rg.Protocol)}


def written_in(file: Path) -> set[str]:
    """The names that a file gives values to, itself and not by importing them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if isinstance(node, ast.AnnAssign):
            targets = (node.target,)
        found.update(one.id for one in targets if isinstance(one, ast.Name))
    return found


def forgotten(folder: Path, listed: Mapping[str, rg.Protocol]) -> list[str]:
    """Protocols that a file of the folder makes and that nobody lists."""
    known = {id(one) for one in listed.values()} | {one.key for one in listed.values()}
    found: list[str] = []
    for file in sorted(folder.glob("*.py")):
        if file.name == "__init__.py":
            continue
        spec = importlib.util.spec_from_file_location(file.stem, file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made = written_in(file)
        found.extend(
            f"{file.name}: {name}"
            for name, one in constants(vars(module)).items()
            if name in made and one.key not in known
        )
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_every_protocol_that_a_file_makes_is_listed_by_its_family(family: str) -> None:
    package = FOLDERS[family]
    folder = Path(str(package.__file__)).parent
    assert forgotten(folder, constants(vars(package))) == []
    lines = (folder / "__init__.py").read_text(encoding="utf-8")
    for name, protocol in constants(vars(package)).items():
        file = folder / f"{name.lower()}.py"
        assert name in written_in(file), f"{protocol.key} is not made in {file.name}"
        assert f"{package.__name__}.{name.lower()} import" in lines


def test_a_file_without_its_line_is_found(tmp_path: Path) -> None:
    text = """
        from reflective_groups.model.parts import Phase
        from reflective_groups.model.protocol import Protocol
        from reflective_groups.protocols.balint import UK

        STRAY = Protocol(key="balint.stray", title="Stray", session=Phase(name="talk"))
        """
    (tmp_path / "stray.py").write_text(textwrap.dedent(text), encoding="utf-8")
    listed = constants(vars(FOLDERS["balint"]))
    assert forgotten(tmp_path, listed) == ["stray.py: STRAY"]


# A mapping like any other


def test_a_catalogue_is_a_mapping() -> None:
    keys = list(rg.CATALOGUE)
    assert isinstance(rg.CATALOGUE, collections.abc.Mapping)
    assert keys == sorted(set(keys))
    assert len(rg.CATALOGUE) == len(keys)
    assert dict(rg.CATALOGUE) == dict(rg.CATALOGUE.items())
    assert all(key in rg.CATALOGUE and rg.CATALOGUE[key].key == key for key in keys)
    assert list(rg.CATALOGUE.values()) == [rg.CATALOGUE[key] for key in keys]
    assert "nobody" not in rg.CATALOGUE
    assert 7 not in rg.CATALOGUE
    assert repr(rg.CATALOGUE) == f"<Catalogue of {len(keys)} protocols>"
    assert Catalogue() == rg.CATALOGUE


def test_an_unknown_key_may_be_asked_for_with_something_else_instead() -> None:
    assert rg.CATALOGUE.get("nobody") is None
    assert rg.CATALOGUE.get("nobody", MINE) is MINE


def test_a_room_has_families_and_nothing_of_another_name() -> None:
    assert rg.protocols.balint is FOLDERS["balint"]
    with pytest.raises(AttributeError, match="has no attribute 'quaker'"):
        rg.protocols.quaker  # noqa: B018


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        rg.CATALOGUE["my.own"] = MINE  # type: ignore[index]
    with pytest.raises(TypeError):
        del rg.CATALOGUE["balint.uk"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("balint.uk_onlin", "no protocol 'balint.uk_onlin'; did you mean balint.uk_online"),
        ("grow.growt", "did you mean grow.growth or grow.grow or grow.tgrow?"),
        ("zzzzzzzz", "no protocol 'zzzzzzzz'"),
        (7, "no protocol 7"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(key: str, message: str) -> None:
    with pytest.raises(rg.UnknownKeyError) as error:
        rg.CATALOGUE[key]
    assert message in str(error.value)
    assert isinstance(error.value, LookupError)


# Every number has a basis


def inside(value: object, where: str) -> Iterator[tuple[str, Cited]]:
    """Every value that carries a basis, with where it stands."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from inside(item, f"{where}[{index}]")
    elif attrs.has(type(value)) and not isinstance(value, rg.Basis):
        if isinstance(value, Cited):
            yield where, value
        for field in attrs.fields(type(value)):
            yield from inside(getattr(value, field.name), f"{where}.{field.name}")


def numbers(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Every number in a field, by the path a basis would name."""
    if isinstance(value, int | float | decimal.Decimal | dt.timedelta):
        if not isinstance(value, bool):
            yield path, value
    elif isinstance(value, rg.Timebox | rg.Share | rg.Count | rg.Price):
        for field in attrs.fields(type(value)):
            yield from numbers(getattr(value, field.name), f"{path}.{field.name}")


NEUTRAL = {
    "time": rg.UNSTATED,
    "count": rg.Count(),
    "multiple_of": 1,
    "accredited_online": 0,
}
"""What says nothing: no bound on a time, any number of rounds, any number of people."""


def groundless(protocol: rg.Protocol) -> list[str]:
    """Numbers that nothing stands behind, or that stand where the source is said to be silent."""
    found: list[str] = []
    for where, value in inside(protocol, protocol.key):
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            if held == NEUTRAL.get(field.name):
                continue
            for path, number in numbers(held, field.name):
                basis = value.basis_of(path)
                if basis.note == "given without a source":
                    found.append(f"{where} {path} = {number}: no basis")
                if basis.standing is rg.Standing.SILENT:
                    found.append(f"{where} {path} = {number}: the source is silent")
    return found


PROTOCOLS = [pytest.param(one, id=key) for key, one in rg.CATALOGUE.items()]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_number_has_a_basis(protocol: rg.Protocol) -> None:
    assert groundless(protocol) == []


def test_a_number_without_a_basis_is_found() -> None:
    bare = rg.CATALOGUE["balint.school"]
    longer = attrs.evolve(bare.phase("discuss"), time=rg.exactly(rg.minutes(5)), basis=())
    wrong = attrs.evolve(bare, session=longer, size=rg.GroupSize(least=6))
    told = groundless(wrong)
    assert "balint.school.session time.least = 0:05:00: no basis" in told
    assert "balint.school.size least = 6: no basis" in told
    silenced = attrs.evolve(wrong, size=rg.GroupSize(least=6, basis=(rg.silent(of="least"),)))
    assert "balint.school.size least = 6: the source is silent" in groundless(silenced)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_basis_names_what_is_there_and_says_why(protocol: rg.Protocol) -> None:
    for where, value in inside(protocol, protocol.key):
        for basis in value.basis:
            for name in basis.of:
                held: Any = value
                for part in name.split("."):
                    if held is not None:
                        held = getattr(held, part)  # a name that is not there fails here
            if basis.standing is rg.Standing.STATED:
                assert basis.citations, f"{where}: stated by nobody"
            if basis.standing is rg.Standing.DEFAULT or (
                basis.of and basis.standing is rg.Standing.DERIVED
            ):
                assert basis.note, f"{where}: derived or chosen without saying how"


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_protocol_says_where_it_comes_from_and_what_it_is(protocol: rg.Protocol) -> None:
    assert protocol.sources
    assert protocol.basis
    assert protocol.summary.endswith(".")
    assert all(phase.purpose for _, phase in protocol.phases)
    assert all(phase.floor.named for _, phase in protocol.phases)


def test_no_two_protocols_are_the_same() -> None:
    assert len({one.content_hash for one in rg.CATALOGUE.values()}) == len(rg.CATALOGUE)
    assert len({one.title for one in rg.CATALOGUE.values()}) == len(rg.CATALOGUE)


# Packs that others bring


class Install(Protocol):
    """Reads the catalogue anew, with packs that bring something."""

    def __call__(self, **brings: object) -> Catalogue: ...


class Entry:
    """As much of an entry point as the catalogue looks at."""

    def __init__(self, name: str, brings: object) -> None:
        self.name = name
        self.value = f"a_pack:{name}"
        self.brings = brings

    def load(self) -> object:
        if isinstance(self.brings, BaseException):
            raise self.brings
        return self.brings


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install packs that bring something."""

    def installed(**brings: object) -> Catalogue:
        def entry_points(*, group: str) -> list[Entry]:
            assert group == PACKS
            return [Entry(name, what) for name, what in brings.items()]

        monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
        return Catalogue()

    return installed


def test_a_pack_brings_a_protocol_or_several(install: Install) -> None:
    other = attrs.evolve(MINE, key="my.other")
    third = attrs.evolve(MINE, key="my.third")
    catalogue = install(one=MINE, several=[other], lazily=(one for one in (third,)), none=())
    assert catalogue["my.own"] is MINE
    assert catalogue["my.other"] is other
    assert catalogue["my.third"] is third
    assert len(catalogue) == len(rg.CATALOGUE) + 3
    assert list(catalogue) == sorted(catalogue)


class Raises:
    """A pack whose protocols cannot even be listed."""

    def __iter__(self) -> Iterator[rg.Protocol]:
        message = "the shelf fell down"
        raise RuntimeError(message)


@pytest.mark.parametrize(
    ("brings", "why"),
    [
        (ImportError("No module named 'a_pack'"), "No module named 'a_pack'"),
        (AttributeError("module 'a_pack' has no attribute 'x'"), "has no attribute 'x'"),
        (ValueError("anything at all"), "anything at all"),
        (AssertionError(), "is left out"),
        (None, "expected a protocol or several, got NoneType"),
        (7, "expected a protocol or several, got int"),
        ("my.own", "expected a protocol or several, got str"),
        (b"my.own", "expected a protocol or several, got bytes"),
        ([MINE, "my.other"], "expected protocols, got str"),
        (Raises(), "the shelf fell down"),
        (rg.CATALOGUE["grow.grow"], "the key 'grow.grow' is taken"),
        ([MINE, MINE], "the key 'my.own' is taken"),
    ],
)
def test_a_broken_pack_warns_and_is_left_out(install: Install, brings: object, why: str) -> None:
    good = attrs.evolve(MINE, key="my.good")
    catalogue = install(broken=brings, good=good)
    with pytest.warns(UserWarning, match="the protocol pack 'broken'") as warned:
        keys = set(catalogue)
    assert len(warned) == 1
    assert "(a_pack:broken) is left out" in str(warned[0].message)
    assert why in str(warned[0].message)
    assert keys == {*rg.CATALOGUE, "my.good"}


def test_the_first_of_two_packs_keeps_a_key(install: Install) -> None:
    twin = attrs.evolve(MINE, title="Another")
    catalogue = install(one=MINE, two=twin)
    with pytest.warns(UserWarning, match="the key 'my.own' is taken"):
        assert catalogue["my.own"] is MINE


def test_a_wish_to_stop_is_no_broken_pack(install: Install) -> None:
    with pytest.raises(KeyboardInterrupt):
        install(stop=KeyboardInterrupt())["nobody.knows"]


def test_packs_are_read_once_and_only_when_wanted(install: Install) -> None:
    catalogue = install(broken=None)
    with pytest.warns(UserWarning, match="left out"):
        len(catalogue)
    assert "grow.grow" in catalogue  # no second warning, and warnings are errors here


def test_here_nobody_brings_anything() -> None:
    assert list(packs()) == []
