"""Who is better kept apart: pairs for `rotate(..., apart=...)`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflective_groups.model.group import Group
    from reflective_groups.planning.rotation.values import Pair


def managed(group: Group) -> tuple[Pair, ...]:
    """Members of a group of whom one manages the other, as pairs.

    >>> from reflective_groups import Group, Person
    >>> managed(Group(members=(Person("Ann", manages=("Cem",)), "Ben", "Cem")))
    (('Ann', 'Cem'),)

    Leaders are left out: they are not in the small groups.
    """
    return group.managed


def across(sites: Mapping[str, str]) -> tuple[Pair, ...]:
    """People at different sites, as pairs: kept apart, groups stay within a site.

    >>> across({"Ann": "Leeds", "Ben": "York", "Cem": "Leeds"})
    (('Ann', 'Ben'), ('Ben', 'Cem'))

    Where the numbers at a site do not fill groups, plan each site by itself.
    """
    return tuple(
        pair for pair in itertools.combinations(sites, 2) if sites[pair[0]] != sites[pair[1]]
    )


def within(sites: Mapping[str, str]) -> tuple[Pair, ...]:
    """People at the same site, as pairs: kept apart, every group mixes the sites.

    >>> within({"Ann": "Leeds", "Ben": "York", "Cem": "Leeds"})
    (('Ann', 'Cem'),)
    """
    return tuple(
        pair for pair in itertools.combinations(sites, 2) if sites[pair[0]] == sites[pair[1]]
    )
