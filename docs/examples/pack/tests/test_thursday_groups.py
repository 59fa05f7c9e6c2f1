"""The pack is sound, and whoever changes it has to say so."""

from __future__ import annotations

import pendulum
import pytest
from thursday_groups import PROTOCOLS, RULES, USUAL

import reflective_groups as rg
from reflective_groups.rules import examples

PUBLISHED = {
    (
        "thursday.usual",
        "1",
    ): "sha256:eb12ba8391ba1eedfb02e0f39b474e7161ef983e9e45dffd3b119d2bfd3e1bf2",
    (
        "thursday.two_stories",
        "1",
    ): "sha256:b88c9a049e722e8c6fee68e6b09730a9c7addfa72ad4630640ad333473c3080e",
}
KNOWN = {name: getattr(rg, name) for name in rg.__all__}
KNOWN |= {"protocol": examples.PROTOCOL, "meeting": examples.MEETING}
EACH = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.key)


@EACH
def test_nothing_is_found_in_a_protocol(protocol: rg.Protocol) -> None:
    assert rg.check(protocol, rules=RULES).codes == ()


@EACH
def test_a_protocol_comes_back_from_its_document(protocol: rg.Protocol) -> None:
    assert rg.loads(rg.dumps(protocol), as_=rg.Protocol) == protocol


@EACH
def test_whoever_changes_a_protocol_raises_its_version(protocol: rg.Protocol) -> None:
    assert protocol.content_hash == PUBLISHED[protocol.key, protocol.version]


def test_keys_and_codes_are_ours_and_none_comes_twice() -> None:
    keys, codes = [one.key for one in PROTOCOLS], [one.code for one in RULES]
    assert len(set(keys)) == len(keys)
    assert len(set(codes)) == len(codes)
    assert all(key.startswith("thursday.") for key in keys)
    assert all(code.startswith("THURSDAY") for code in codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_notices_its_failing_example_and_not_its_passing_one(rule: rg.Rule) -> None:
    failing, passing = (
        eval(told, dict(KNOWN))  # noqa: S307 -- expressions of our own
        for told in (rule.fails, rule.passes)
    )
    assert rule.code in rg.check(failing, rules=RULES).codes
    assert rule.code not in rg.check(passing, rules=RULES).codes


@pytest.mark.parametrize(("length", "codes"), [(60, ()), (61, ("THURSDAY01",))])
def test_the_house_closes_at_nine(length: int, codes: tuple[str, ...]) -> None:
    evening = rg.Meeting(
        protocol=USUAL,
        group=rg.Group(members=("Ann", "Ben", "Cem", "Dot", "Eva")),
        start=pendulum.datetime(2026, 12, 3, 20, 0, tz="Europe/London"),
        slot=rg.minutes(length),
    )
    assert tuple(one.code for one in rg.check(evening, rules=RULES).errors) == codes
