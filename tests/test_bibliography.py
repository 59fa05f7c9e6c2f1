"""The bibliography: every source once, under its own name."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from reflective_groups.sources import bibliography
from reflective_groups.sources.bibliography import BIBLIOGRAPHY
from reflective_groups.sources.citation import Source

SOURCES = [pytest.param(source, id=key) for key, source in BIBLIOGRAPHY.items()]


def test_keys_are_the_names_of_the_constants() -> None:
    constants = {
        name: value for name, value in vars(bibliography).items() if isinstance(value, Source)
    }
    assert dict(BIBLIOGRAPHY) == constants


def test_sources_stand_in_order() -> None:
    keys = list(BIBLIOGRAPHY)
    assert keys == sorted(keys, key=lambda key: ("SBTGRM".index(key[0]), int(key[1:])))


def test_the_founding_documents_come_first() -> None:
    assert list(BIBLIOGRAPHY)[:5] == ["S0", "S1", "S2", "S3", "S4"]


def test_no_address_is_given_twice() -> None:
    counts = Counter(
        address
        for source in BIBLIOGRAPHY.values()
        for address in source.address.split(" ; ")
        if address
    )
    assert [address for address, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("source", SOURCES)
def test_titles_say_something(source: Source) -> None:
    assert source.title
    assert source.title == source.title.strip()


@pytest.mark.parametrize("source", SOURCES)
def test_addresses_have_no_spaces_but_in_the_separator(source: Source) -> None:
    if source.address:
        for address in source.address.split(" ; "):
            assert re.fullmatch(r"(https?://|doi:10\.)\S+", address)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        BIBLIOGRAPHY["S0"] = bibliography.S1  # type: ignore[index]
