"""The catalogue: our own protocols, listed family by family, and those of installed packs."""

from __future__ import annotations

import difflib
import importlib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast

from reflective_groups.errors import UnknownKeyError
from reflective_groups.model.protocol import Protocol

FAMILIES = ("balint", "triad", "grow", "relatives")
"""The packages of this room; each lists its protocols by importing them."""

PACKS = "reflective_groups.protocols"
"""The entry point group in which an installed package names a protocol or several."""


class Catalogue(Mapping[str, Protocol]):
    """Protocols by key, read when first asked for.

    >>> from reflective_groups import CATALOGUE
    >>> CATALOGUE["grow.grow"].title
    'GROW'

    A pack that cannot be used is left out with a warning. Raises `UnknownKeyError` for a key that
    nobody has, with the nearest ones.
    """

    @cached_property
    def _protocols(self) -> Mapping[str, Protocol]:
        ours = {protocol.key: protocol for family in FAMILIES for protocol in _family(family)}
        for protocol in packs(taken=ours):
            ours[protocol.key] = protocol
        return dict(sorted(ours.items()))

    def __getitem__(self, key: str) -> Protocol:
        family = str(key).partition(".")[0]
        if family in FAMILIES:  # one of ours is found without reading the others
            for protocol in _family(family):
                if protocol.key == key:
                    return protocol
        try:
            return self._protocols[key]
        except KeyError:
            near = difflib.get_close_matches(str(key), self._protocols, n=3)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            message = f"no protocol {key!r}{hint}"
            raise UnknownKeyError(message) from None

    def __contains__(self, key: object) -> bool:
        return key in self._protocols

    def __iter__(self) -> Iterator[str]:
        return iter(self._protocols)

    def __len__(self) -> int:
        return len(self._protocols)

    def __repr__(self) -> str:
        return f"<Catalogue of {len(self)} protocols>"


def _family(name: str) -> tuple[Protocol, ...]:
    values = vars(importlib.import_module(f"{__package__}.{name}")).values()
    return tuple(value for value in values if isinstance(value, Protocol))


def packs(*, taken: Iterable[str] = ()) -> Iterator[Protocol]:
    """Protocols that installed packs bring; one that is broken warns and is left out.

    >>> list(packs())
    []
    """
    from importlib.metadata import entry_points

    keys = set(taken)
    for entry in entry_points(group=PACKS):
        try:
            loaded: object = entry.load()
            protocols = _protocols_of(loaded)
            _refuse_taken(protocols, keys)
        except Exception as error:  # noqa: BLE001 -- somebody else's code may fail in any way
            message = f"the protocol pack {entry.name!r} ({entry.value}) is left out: {error}"
            warnings.warn(message, stacklevel=2)
            continue
        keys.update(protocol.key for protocol in protocols)
        yield from protocols


def _protocols_of(loaded: object) -> tuple[Protocol, ...]:
    if isinstance(loaded, Protocol):
        return (loaded,)
    if not isinstance(loaded, Iterable) or isinstance(loaded, str | bytes):
        message = f"expected a protocol or several, got {type(loaded).__name__}"
        raise TypeError(message)
    protocols = tuple(cast("Iterable[object]", loaded))
    for protocol in protocols:
        if not isinstance(protocol, Protocol):
            message = f"expected protocols, got {type(protocol).__name__}"
            raise TypeError(message)
    return cast("tuple[Protocol, ...]", protocols)


def _refuse_taken(protocols: tuple[Protocol, ...], keys: set[str]) -> None:
    seen: set[str] = set(keys)
    for protocol in protocols:
        if protocol.key in seen:
            message = f"the key {protocol.key!r} is taken"
            raise ValueError(message)
        seen.add(protocol.key)


CATALOGUE = Catalogue()
"""Every protocol this installation knows, by key."""
