"""The catalogue: every protocol is a value, every number in it has a source and a standing."""

import importlib

from reflective_groups.protocols.catalogue import CATALOGUE as CATALOGUE
from reflective_groups.protocols.catalogue import FAMILIES as FAMILIES
from reflective_groups.protocols.catalogue import Catalogue as Catalogue
from reflective_groups.protocols.search import Match as Match
from reflective_groups.protocols.search import Matches as Matches
from reflective_groups.protocols.search import Reject as Reject
from reflective_groups.protocols.search import find as find


def __getattr__(name: str) -> object:
    if name in FAMILIES:
        return importlib.import_module(f"{__name__}.{name}")
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
