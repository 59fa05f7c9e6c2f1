"""The turn loop: many sessions of one layout, side by side, phase by phase and turn by turn.

Plain functions of arrays, written once. With NumPy they run as they stand, on as many lanes as
there are; `compiled` has Numba make machine code of them, sixteen lanes at a time. Nothing is
allocated here, and no lane looks at another.

What a turn costs, in nanoseconds of one lane of sixteen with AVX-512 and nine who may speak, each
step alone in one run (`benchmarks/bench_steps.py`): four random words 0.4, two normal deviates
0.9, two exponentials 0.6, who is next 1.2, what nine remember 0.7. A whole turn takes 5, and 6.4
with the quarter of the lanes that stand idle at the end of a phase, when others still talk.

The layout follows from that. Lanes are sessions and not people, since sessions are many and alike;
a person's numbers over all lanes are one cache line; and a phase is walked by all lanes together,
so that whose floor it is needs no look-up. What limited it before, as its machine code showed:
memory counted as arrays (54 ns a turn), sixty arguments handed to each step that was not inlined
(9), and a gather a person for the memory of turns, which is now read from three registers (7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reflective_groups.simulation.chance import block, draw, exp, log, normals, start, unit
from reflective_groups.simulation.lanes import (
    both,
    level,
    level_words,
    load,
    load_words,
    look_up,
    pick,
    some,
    store,
    store_words,
    where,
    where_words,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reflective_groups.simulation.lanes import Flags, FloatRows, Floats, WordRows, Words

    Numbers = NDArray[np.float32]
    Places = Any
    """Whole numbers of 32 bits, each of which is read as an `int`."""
    Keys = NDArray[np.uint32]

# How a phase goes
SILENT, ALONE, ROUND, CYCLE, OPEN, QUESTIONS = range(6)
# What memory does in an open floor
TABLE, REGIMES = range(2)
# What a phase holds to
LENGTHS, CLOCK = range(2)

NOBODY = 0xFFFFFFFF
NOT_YET = 40
"""Turns since one last spoke count up to here, and whoever has not spoken yet starts here."""
MOST_TURNS = 200_000
"""No phase has more turns; it keeps a phase of turns without a length finite."""

# What is told of a session, a row each
DURATION, OVERRUN, TURNS, ABA, GINI, ENTROPY, WAIT, TALK = range(8)
COLUMNS = 8

PEOPLE = 0x70656F70
"""The counter that sets what is drawn for people apart from what is drawn for phases."""
_ALMOST_NOTHING = 1e-30


class Plan(NamedTuple):
    """The stretches of one layout in order, and who may do what in each."""

    law: Places
    most: Places
    """Turns at most."""
    planned: Numbers
    least: Numbers
    due: Numbers
    key: Keys
    after: Places
    """Where in `before` those begin that a stretch waits for."""
    before: Places
    first: Places
    """Where in `seat` the people of a stretch begin."""
    seat: Places
    speaks: Numbers
    answers: Numbers
    role: Places
    stretches: int
    people: int
    roles: int


class Habits(NamedTuple):
    """A behaviour in numbers."""

    table: Numbers
    kernel: int
    pace: int
    sigma: float
    mean: float
    by_share: float
    between: float
    within: float
    seconds_a_word: float
    overlapped: float
    gap_mean: float
    gap_spread: float
    overlap_mean: float
    overlap_spread: float
    stays: float
    returns: float
    round_spread: float
    drift: float
    spread: float
    slot: float


class Sessions(NamedTuple):
    """What each session begins with; rows of lanes, batch after batch."""

    number: WordRows
    people: WordRows
    late: FloatRows


class Found(NamedTuple):
    """What each session comes to; rows of lanes, batch after batch."""

    told: FloatRows
    airtime: FloatRows
    by_role: FloatRows
    begun: FloatRows
    ended: FloatRows
    speaker: WordRows
    said_from: FloatRows
    said_for: FloatRows
    row: Places


class Memory(NamedTuple):
    """What a batch remembers while it is walked."""

    state: WordRows
    theta: FloatRows
    scale: FloatRows
    able: FloatRows
    able_to_answer: FloatRows
    pace: FloatRows
    so_far: FloatRows
    since: WordRows
    spoke: FloatRows
    until: FloatRows
    now: FloatRows
    last: WordRows


# Rows of Memory.now
_TIME, _TURNS, _WAIT, _ABA, _TALK = range(5)
# Rows of Memory.last
_SPEAKER, _BEFORE, _WAS_ABA = range(3)


def walk(
    seed: tuple[int, int],
    plan: Plan,
    habits: Habits,
    sessions: Sessions,
    found: Found,
    memory: Memory,
    batches: int,
    turns: int,
) -> None:
    """Walk batches of sessions through a layout.

    `turns` is how many turns of each batch there is room to write down.
    """
    people, stretches, roles = plan.people, plan.stretches, plan.roles
    for batch in range(batches):
        _meet(seed, habits, sessions, memory, batch, people)
        lane = load(sessions.late, batch)
        nothing = level(lane, 0.0)
        for row in range(people):
            store(found.airtime, batch * people + row, nothing)
        for row in range(roles):
            store(found.by_role, batch * roles + row, nothing)
        for row in range(COLUMNS):
            store(found.told, batch * COLUMNS + row, nothing)
        weight = nothing
        end = lane
        written = batch * turns
        room = written + turns
        for row in range(stretches):
            begin = lane
            for place in range(plan.after[row], plan.after[row + 1]):
                other = load(found.ended, batch * stretches + plan.before[place])
                begin = where(other > begin, other, begin)
            store(found.begun, batch * stretches + row, begin)
            _open(seed, plan, sessions, memory, batch, row)
            target = _target(plan, habits, memory, row, begin)
            written = _hold(plan, habits, memory, found, row, target, begin, written, room)
            length = load(memory.now, _TIME)
            ended = begin + length
            store(found.ended, batch * stretches + row, ended)
            end = where(ended > end, ended, end)
            weight = weight + _close(plan, memory, found, batch, row, length, people, roles)
        _sum_up(habits, found, batch, lane, end, weight)
        for place in range(written, room):
            store_words(
                found.speaker, place, level_words(load_words(sessions.number, 2 * batch), NOBODY)
            )


def _meet(
    seed: tuple[int, int],
    habits: Habits,
    sessions: Sessions,
    memory: Memory,
    batch: int,
    people: int,
) -> None:
    """How much everybody likes to talk, and how long they take: one draw a person and session."""
    low = load_words(sessions.number, 2 * batch)
    up = load_words(sessions.number, 2 * batch + 1)
    mean = level(load(sessions.late, batch), 0.0)
    for row in range(people):
        who = load_words(sessions.people, batch * people + row)
        one, two, _, _ = block(seed, low, up, who, level_words(who, PEOPLE))
        liking, length = normals(one, two)
        liking = liking * habits.sigma
        store(memory.theta, row, liking)
        store(memory.scale, row, length * habits.between)
        mean = mean + liking
    mean = mean * (1.0 / max(1, people))
    for row in range(people):
        liking = load(memory.theta, row)
        words = (liking - mean) * habits.by_share + load(memory.scale, row) + habits.mean
        store(memory.theta, row, exp(liking))
        store(memory.scale, row, exp(words) * habits.seconds_a_word)


def _open(
    seed: tuple[int, int],
    plan: Plan,
    sessions: Sessions,
    memory: Memory,
    batch: int,
    row: int,
) -> None:
    """Nobody has spoken in this phase yet, and its own stream begins."""
    low = load_words(sessions.number, 2 * batch)
    up = load_words(sessions.number, 2 * batch + 1)
    start(
        memory.state,
        block(
            seed,
            low,
            up,
            level_words(low, plan.key[2 * row]),
            level_words(low, plan.key[2 * row + 1]),
        ),
    )
    nothing = level(load(sessions.late, batch), 0.0)
    first = plan.first[row]
    for place in range(first, plan.first[row + 1]):
        liking = load(memory.theta, plan.seat[place])
        at = place - first
        store(memory.able, at, liking * plan.speaks[place])
        store(memory.able_to_answer, at, liking * plan.answers[place])
        store(memory.pace, at, load(memory.scale, plan.seat[place]))
        store_words(memory.since, at, level_words(low, NOT_YET))
        store(memory.spoke, at, nothing)
        store(memory.until, at, nothing)
    for place in range(5):
        store(memory.now, place, nothing)
    store_words(memory.last, _SPEAKER, level_words(low, NOBODY))
    store_words(memory.last, _BEFORE, level_words(low, NOBODY))
    store_words(memory.last, _WAS_ABA, level_words(low, 0))


def _target(plan: Plan, habits: Habits, memory: Memory, row: int, begin: Floats) -> Floats:
    """When the phase is to end, from its own beginning."""
    planned = level(begin, plan.planned[row])
    if habits.pace == CLOCK:
        left = plan.due[row] - begin
        least = level(begin, plan.least[row])
        planned = where(left > least, left, least)
    one, two, _, _ = draw(memory.state)
    longer, _ = normals(one, two)
    return planned * exp(longer * habits.spread + habits.drift)


def _hold(
    plan: Plan,
    habits: Habits,
    memory: Memory,
    found: Found,
    row: int,
    target: Floats,
    begin: Floats,
    written: int,
    room: int,
) -> int:
    """Let a phase go as its law says; the answer is how many turns are written down by now."""
    law = plan.law[row]
    first = plan.first[row]
    number = plan.first[row + 1] - first
    going = level_words(load_words(memory.last, 0), 0) == 0
    if law == SILENT:
        store(memory.now, _TIME, target)
    elif law == ALONE:
        written = _alone(plan, memory, found, row, target, begin, written, room)
    elif law == ROUND:
        share = target * level(target, 1.0 / number)
        for at in range(number):
            written = _in_turn(
                plan, habits, memory, found, row, at, share, going, begin, written, room
            )
    else:
        for turn in range(plan.most[row]):
            answer = law == QUESTIONS and turn % 2 == 1
            if not answer:  # a question that was asked is answered, however late it is
                going = load(memory.now, _TIME) < target
                if not some(going):
                    break
            told = turn % number if law == CYCLE else -1
            written = _take(
                plan, habits, memory, found, row, number, told, answer, going, begin, written, room
            )
    return written


def _alone(
    plan: Plan,
    memory: Memory,
    found: Found,
    row: int,
    target: Floats,
    begin: Floats,
    written: int,
    room: int,
) -> int:
    """The one who has the floor keeps it for as long as the phase is to last."""
    at = 0
    for place in range(plan.first[row], plan.first[row + 1]):
        if plan.speaks[place] > 0.0:
            at = place - plan.first[row]
    store(memory.spoke, at, target)
    store(memory.until, at, target)
    store(memory.now, _TIME, target)
    store(memory.now, _TALK, target)
    store(memory.now, _TURNS, level(target, 1.0))
    if written < room:
        seat = plan.seat[plan.first[row] + at]
        store_words(found.speaker, written, level_words(load_words(memory.last, 0), seat))
        store(found.said_from, written, begin)
        store(found.said_for, written, target)
        found.row[written] = row
        written += 1
    return written


def _in_turn(
    plan: Plan,
    habits: Habits,
    memory: Memory,
    found: Found,
    row: int,
    at: int,
    share: Floats,
    always: Flags,
    begin: Floats,
    written: int,
    room: int,
) -> int:
    """One of a go-round: a share of the time, longer or shorter, after the gap before it."""
    one, two, _, four = draw(memory.state)
    long, wide = normals(one, two)
    spread = habits.round_spread
    length = share * exp(long * spread - spread * spread * 0.5)
    return _spoken(
        plan,
        memory,
        found,
        row,
        level_words(one, at),
        length,
        _gap(habits, wide, four),
        always,
        begin,
        written,
        room,
        False,
    )


def _gap(habits: Habits, wide: Floats, word: Words) -> Floats:
    """The silence before a turn in seconds; less than nothing where it overlaps the one before."""
    over = unit(word) < habits.overlapped
    overlap = exp(wide * habits.overlap_spread + habits.overlap_mean)
    gap = exp(wide * habits.gap_spread + habits.gap_mean)
    return where(over, 0.0 - overlap, gap)


def _take(
    plan: Plan,
    habits: Habits,
    memory: Memory,
    found: Found,
    row: int,
    number: int,
    told: int,
    answer: bool,
    going: Flags,
    begin: Floats,
    written: int,
    room: int,
) -> int:
    """One turn: who takes it, how long, and the gap before it."""
    one, two, three, four = draw(memory.state)
    long, wide = normals(two, three)
    if told >= 0:
        at = level_words(one, told)
    elif answer:
        at = _chosen(habits.table, memory, memory.able_to_answer, number, unit(one))
    elif habits.kernel == TABLE:
        at = _chosen(habits.table, memory, memory.able, number, unit(one))
    else:
        at = _by_regime(habits, memory, number, unit(one))
    length = pick(memory.pace, at) * exp(long * habits.within)
    return _spoken(
        plan,
        memory,
        found,
        row,
        at,
        length,
        _gap(habits, wide, four),
        going,
        begin,
        written,
        room,
        True,
    )


def _chosen(table: Numbers, memory: Memory, able: FloatRows, number: int, chance: Floats) -> Words:
    """Who is next: by liking to talk, times what memory makes of the turns since then."""
    total = level(chance, 0.0)
    for at in range(number):
        total = total + load(able, at) * look_up(table, load_words(memory.since, at))
        store(memory.so_far, at, total)
    return _drawn(memory, number, total * chance)


def _drawn(memory: Memory, number: int, mark: Floats) -> Words:
    """Whose weight a mark falls on: as many stand before them as have theirs below it."""
    none = level_words(load_words(memory.last, 0), 0)
    one = level_words(none, 1)
    at = none
    for place in range(number - 1):
        at = at + where_words(load(memory.so_far, place) <= mark, one, none)
    return at


def _by_regime(habits: Habits, memory: Memory, number: int, chance: Floats) -> Words:
    """Who is next after Parker (1988): the one before the last, or somebody else by liking."""
    last = load_words(memory.last, _SPEAKER)
    before = load_words(memory.last, _BEFORE)
    was = load_words(memory.last, _WAS_ABA) == 1
    zero = level(chance, 0.0)
    others, back = zero, zero
    for at in range(number):
        able = load(memory.able, at)
        here = level_words(last, at)
        free = where(here == last, zero, able)
        others = others + where(here == before, zero, free)
        back = back + where(here == before, free, zero)
    again = where(was, level(chance, habits.stays), level(chance, habits.returns))
    # where nobody else may speak, or nobody has spoken before the last, there is no choice
    weight = where(
        both(others > 0.0, back > 0.0), others * again / (1.0 - again), level(chance, 1.0)
    )
    total = zero
    for at in range(number):
        able = load(memory.able, at)
        here = level_words(last, at)
        free = where(here == last, zero, able)
        total = total + where(both(here == before, free > 0.0), weight, free)
        store(memory.so_far, at, total)
    return _drawn(memory, number, total * chance)


def _spoken(
    plan: Plan,
    memory: Memory,
    found: Found,
    row: int,
    at: Words,
    length: Floats,
    gap: Floats,
    going: Flags,
    begin: Floats,
    written: int,
    room: int,
    remembers: bool,
) -> int:
    """Write a turn down where the phase is still going."""
    zero = level(length, 0.0)
    now = load(memory.now, _TIME)
    turns = load(memory.now, _TURNS)
    gap = where(turns > 0.0, gap, zero)
    since = now + gap
    since = where(since > 0.0, since, zero)
    until = since + length
    later = where(until > now, until, now)
    waited = zero
    one = level_words(at, 1)
    most = level_words(at, NOT_YET)
    length = where(going, length, zero)
    number = plan.first[row + 1] - plan.first[row]
    for place in range(number):
        here = at == level_words(at, place)
        speaks = both(here, going)
        past = load(memory.until, place)
        waited = waited + where(speaks, since - past, zero)
        store(memory.until, place, where(speaks, until, past))
        store(memory.spoke, place, load(memory.spoke, place) + where(speaks, length, zero))
        if remembers:
            ago = load_words(memory.since, place)
            ago = where_words(ago < NOT_YET, ago + 1, most)
            store_words(memory.since, place, where_words(here, one, ago))
    longest = load(memory.now, _WAIT)
    store(memory.now, _WAIT, where(waited > longest, waited, longest))
    last = load_words(memory.last, _SPEAKER)
    before = load_words(memory.last, _BEFORE)
    again = both(at == before, going)
    counted = load(memory.now, _ABA)
    store(memory.now, _ABA, counted + where(again, level(length, 1.0), zero))
    store_words(memory.last, _WAS_ABA, where_words(at == before, one, level_words(at, 0)))
    store_words(memory.last, _SPEAKER, at)
    store_words(memory.last, _BEFORE, last)
    store(memory.now, _TURNS, turns + where(going, level(length, 1.0), zero))
    store(memory.now, _TALK, load(memory.now, _TALK) + length)
    store(memory.now, _TIME, where(going, later, now))
    if written < room:
        nobody = level_words(at, NOBODY)
        seat = nobody
        for place in range(number):
            here = at == level_words(at, place)
            seat = where_words(here, level_words(at, plan.seat[plan.first[row] + place]), seat)
        store_words(found.speaker, written, where_words(going, seat, nobody))
        store(found.said_from, written, begin + since)
        store(found.said_for, written, length)
        found.row[written] = row
        written += 1
    return written


def _close(
    plan: Plan,
    memory: Memory,
    found: Found,
    batch: int,
    row: int,
    length: Floats,
    people: int,
    roles: int,
) -> Floats:
    """Add a phase to what is told of the session; the answer is what it weighs in the averages."""
    zero = level(length, 0.0)
    first = plan.first[row]
    number = plan.first[row + 1] - first
    law = plan.law[row]
    talk = load(memory.now, _TALK)
    longest = load(memory.now, _WAIT)
    gini, entropy, allowed = zero, zero, 0
    for place in range(number):
        spoke = load(memory.spoke, place)
        seat = batch * people + plan.seat[first + place]
        store(found.airtime, seat, load(found.airtime, seat) + spoke)
        role = plan.role[first + place]
        if role >= 0:
            role = batch * roles + role
            store(found.by_role, role, load(found.by_role, role) + spoke)
        waited = length - load(memory.until, place)
        longest = where(waited > longest, waited, longest)
        share = spoke / where(talk > 0.0, talk, level(length, 1.0))
        share = where(share > _ALMOST_NOTHING, share, level(length, _ALMOST_NOTHING))
        entropy = entropy - share * log(share)
        allowed += 1
        for other in range(place):
            apart = spoke - load(memory.spoke, other)
            gini = gini + where(apart > 0.0, apart, 0.0 - apart)
    weight = zero
    told = batch * COLUMNS
    if allowed > 1 and law in (CYCLE, OPEN):
        weight = length
        whole = where(talk > 0.0, talk, level(length, 1.0)) * allowed
        for column in (GINI, ENTROPY):
            value = gini / whole
            if column == ENTROPY:
                value = entropy / log(level(length, 1.0 * allowed))
            store(found.told, told + column, load(found.told, told + column) + value * weight)
        before = load(found.told, told + ABA)
        store(found.told, told + ABA, before + load(memory.now, _ABA))
        before = load(found.told, told + TALK)
        turns = load(memory.now, _TURNS) - 2.0
        store(found.told, told + TALK, before + where(turns > 0.0, turns, zero))
    if law >= ROUND:
        before = load(found.told, told + WAIT)
        store(found.told, told + WAIT, where(longest > before, longest, before))
    before = load(found.told, told + TURNS)
    store(found.told, told + TURNS, before + load(memory.now, _TURNS))
    return weight


def _sum_up(
    habits: Habits, found: Found, batch: int, late: Floats, end: Floats, weight: Floats
) -> None:
    """What is known only at the end."""
    told = batch * COLUMNS
    store(found.told, told + DURATION, end - late)
    store(found.told, told + OVERRUN, end - habits.slot)
    # a share of nothing is 0 / 0, and so not a number: there was no open floor
    store(found.told, told + GINI, load(found.told, told + GINI) / weight)
    store(found.told, told + ENTROPY, load(found.told, told + ENTROPY) / weight)
    turns = load(found.told, told + TALK)
    store(found.told, told + ABA, load(found.told, told + ABA) / turns)
