"""The commands, their options, and what becomes of everything that can go wrong in one."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import traceback
import warnings
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import attrs
import click

from reflective_groups.cli import (
    agenda,
    catalogue,
    comparing,
    findings,
    handout,
    inputs,
    rotation,
    screen,
    sheet,
    simulating,
    studies,
    sweeping,
    timing,
    words,
)
from reflective_groups.cli import series as series_pages
from reflective_groups.cli.answer import (
    CLOSED,
    INTERRUPTED,
    UNUSABLE,
    Answer,
    RefusalError,
    document,
    page,
    refused,
    told,
)
from reflective_groups.model.diff import diff
from reflective_groups.model.frame import Setting
from reflective_groups.planning import Remainder
from reflective_groups.protocols import CATALOGUE, find
from reflective_groups.serial import documents, json_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    F = TypeVar("F", bound=Callable[..., Any])


class _Told(click.Command):
    """A command that gives an answer whatever happens in it."""

    def invoke(self, ctx: click.Context) -> Answer:
        """Run it, and turn an error into what is said of it."""
        try:
            answer: Answer = super().invoke(ctx)
        except Exception as error:  # noqa: BLE001 -- a person in a shell gets a sentence, not our stack
            if os.environ.get("REFLECTIVE_GROUPS_DEBUG"):
                traceback.print_exc()
            return refused(error, as_json=bool(ctx.params.get("as_json")))
        return answer


class _Commands(click.Group):
    """The commands in the order in which somebody meets them."""

    command_class: type[click.Command] | None = _Told

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are written below."""
        del ctx
        return list(self.commands)

    def main(self, args: Sequence[str] | None = None, *rest: object, **extra: object) -> NoReturn:
        """End the program with the exit status; `run` gives it instead."""
        del rest, extra
        sys.exit(run(sys.argv[1:] if args is None else args))

    def answer(self, args: Sequence[str]) -> Answer:
        """What the words ask for, or what is wrong with them."""
        try:
            given: object = super().main(
                args=list(args), prog_name="reflective-groups", standalone_mode=False
            )
        except click.Abort:
            return Answer(error="Interrupted.\n", status=INTERRUPTED)
        except click.ClickException as error:
            context = getattr(error, "ctx", None)
            path = context.command_path if context else "reflective-groups"
            message = error.format_message().rstrip(".")
            message += "" if message.endswith("?") else "."
            refusal = RefusalError(f"{message} `{path} --help` says more.", kind="usage")
            return refused(refusal, as_json="--json" in args)
        if isinstance(given, Answer):
            return given
        return Answer(status=given if isinstance(given, int) else 0)


def run(args: Sequence[str]) -> int:
    """Answer on the two streams, and give the exit status."""
    with warnings.catch_warnings():
        warnings.showwarning = _note
        answer = commands.answer(args)
    try:
        _write(sys.stderr, answer.error)
        _write(sys.stdout, answer.text)
        _put(sys.stdout, answer.data)
    except BrokenPipeError:
        _close(sys.stdout)
        return CLOSED
    except OSError as error:
        _close(sys.stdout)
        sys.stderr.write(f"Error: the answer cannot be written: {error.strerror}.\n")
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    return answer.status


def _write(stream: TextIO, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()


def _put(stream: TextIO, data: bytes) -> None:
    """Bytes as they are: a stream of text would write its own encoding and line ends."""
    if not data:
        return
    below = getattr(stream, "buffer", None)
    if below is None:  # somebody's own stream, such as `io.StringIO`
        stream.write(data.decode())
    else:
        below.write(data)
    stream.flush()


def _close(stream: TextIO) -> None:
    """Let what is still in the buffer go nowhere, so that Python's own last flush is quiet."""
    with contextlib.suppress(OSError, ValueError):  # a stream of somebody's own has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _note(message: Warning | str, *_: object, **__: object) -> None:
    """A warning as a sentence."""
    sys.stderr.write(screen.safe(f"Note: {message}\n"))


def _length(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.timedelta | None:
    """Minutes, or a length as people write it."""
    try:
        return None if value is None else inputs.length(value)
    except ValueError as error:
        message = f"{value!r} {error}."
        raise click.BadParameter(message, ctx=ctx, param=param) from None


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.datetime | None:
    """A point in time with its offset or zone."""
    try:
        return None if value is None else inputs.moment(value)
    except ValueError as error:
        message = f"{value!r} {error}."
        raise click.BadParameter(message, ctx=ctx, param=param) from None


def _family(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A family of the catalogue."""
    known = {one.family for one in CATALOGUE.values()}
    if value is None or value in known:
        return value
    message = (
        f"There is no family {value!r}{inputs.near(value, known)} There are "
        f"{words.listed(sorted(known))}."
    )
    raise click.BadParameter(message, ctx=ctx, param=param)


_FAMILY = click.option(
    "--family", callback=_family, metavar="NAME", help="Only one family, such as balint."
)


def _as_json(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")(
        command
    )


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="reflective-groups", message="%(prog)s %(version)s")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Protocols for Balint groups, coaching triads, GROW and their relatives.

    Look one up, check a meeting or a whole series against it, lay it out in time, put it in the
    calendar, and simulate it. Every number says where it comes from. A sound plan does not make a
    safe group.

    Exit status: 0 is sound, 1 is findings of error severity or a plan that cannot be made, 2 is
    unusable input.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@commands.command("list")
@_FAMILY
@_as_json
def list_(*, family: str | None, as_json: bool) -> Answer:
    """List the protocols of the catalogue, family by family."""
    return catalogue.list_page(family=family, as_json=as_json)


@commands.command(short_help="Show all of one protocol, with its sources.")
@click.argument("protocol", metavar="KEY")
@click.option("--all", "everything", is_flag=True, help="Add practical points, and notes.")
@_as_json
def show(*, protocol: str, everything: bool, as_json: bool) -> Answer:
    """Show all of one protocol: phases, times, floors, people, rules, and where they come from.

    KEY is a key of the catalogue such as balint.school, or a file with a protocol, a meeting or a
    series.
    """
    found = inputs.protocol(protocol)
    return sheet.show_page(found, everything=everything, as_json=as_json)


@commands.command("find", short_help="Find protocols that suit a group.")
@click.option(
    "--size", type=click.IntRange(1, 500), metavar="N", help="How many members there are."
)
@click.option(
    "--within",
    callback=_length,
    metavar="TIME",
    help="The time there is, in minutes or like '1 h'.",
)
@click.option(
    "--trained/--untrained", "trained", default=None, help="Whether somebody trained leads."
)
@click.option("--leaders", type=click.IntRange(0, 20), metavar="N", help="How many can lead.")
@click.option("--online/--in-person", "online", default=None, help="Where the group meets.")
@click.option("--advice/--no-advice", default=None, help="Whether advice is wanted.")
@_FAMILY
@_as_json
def find_(  # noqa: PLR0913 -- each is an option of its own
    *,
    size: int | None,
    within: dt.timedelta | None,
    trained: bool | None,
    leaders: int | None,
    online: bool | None,
    advice: bool | None,
    family: str | None,
    as_json: bool,
) -> Answer:
    """Find protocols that suit a group, and hear why the others do not.

    What is not told is not asked about.
    """
    settings = {None: None, True: Setting.ONLINE, False: Setting.IN_PERSON}
    matches = find(
        size=size,
        within=within,
        trained_leader=trained,
        leaders=leaders,
        setting=settings[online],
        advice=advice,
        family=family,
    )
    return catalogue.find_page(matches, untrained=trained is False, as_json=as_json)


@commands.command()
@click.argument("file")
@_as_json
def check(*, file: str, as_json: bool) -> Answer:
    """Check a meeting, a series or a protocol against the rules.

    FILE is a .toml or .json file with one of them; a key of the catalogue does too.
    Exit status 1 says that there is a finding of error severity.
    """
    return findings.check_page(inputs.subject(file), file, as_json=as_json)


@commands.command(short_help="Lay a meeting out in time.")
@click.argument("file")
@_as_json
def plan(*, file: str, as_json: bool) -> Answer:
    """Lay a meeting out in time: the clock, the minutes, the phase, and who does what.

    FILE is a .toml or .json file with a meeting. Exit status 1 says that not everything can be
    kept; then the answer names the fewest bounds that clash, and what would help.
    """
    return agenda.plan_page(inputs.meeting(file), file, as_json=as_json)


@commands.command(short_help="Share a slot out among the phases of a protocol.")
@click.argument("subject", metavar="KEY")
@click.option(
    "--slot",
    callback=_length,
    metavar="TIME",
    help="The time there is, in minutes or like '1 h'; else what the protocol says.",
)
@click.option(
    "--members",
    type=click.IntRange(0, 500),
    metavar="N",
    help="How many members; else what the protocol says.",
)
@click.option(
    "--leaders",
    type=click.IntRange(0, 20),
    metavar="N",
    help="How many lead; else what the protocol says.",
)
@click.option(
    "--lock",
    "locks",
    multiple=True,
    metavar="LOCK",
    help="'PATH=25' for a length, 'PATH>=20' or 'PATH<=30' for a bound, 'PATH@19:30' for a time.",
)
@click.option("--gives-way", multiple=True, metavar="PATH", help="What is shortened first.")
@_as_json
def fit(  # noqa: PLR0913 -- each is an option of its own
    *,
    subject: str,
    slot: dt.timedelta | None,
    members: int | None,
    leaders: int | None,
    locks: tuple[str, ...],
    gives_way: tuple[str, ...],
    as_json: bool,
) -> Answer:
    """Share a slot out: what each phase gets of it, and why.

    KEY is a key of the catalogue, or a file with a protocol, a meeting or a series. A file with
    people says itself how long it is and who comes, and its own locks hold too.

    A lock names a phase by its path, such as discuss or 'cases[2]/discuss'. --lock and --gives-way
    may be given more than once; a shell wants locks in quotes.

    Exit status 1 says that not everything can be kept; then the answer names the fewest bounds
    that clash, and what would help.
    """
    return timing.fit_page(
        inputs.subject(subject),
        slot=slot,
        members=members,
        leaders=leaders,
        locks=locks,
        gives_way=gives_way,
        as_json=as_json,
    )


@commands.command(short_help="Lay a series of meetings out.")
@click.argument("file")
@_as_json
def series(*, file: str, as_json: bool) -> Answer:
    """Lay a series out: every meeting, whose turn it is, who sits together, what is paid.

    FILE is a .toml or .json file with a series. Exit status 1 says that it cannot be planned; then
    the answer names the fewest bounds that clash, and what would help.
    """
    return series_pages.series_page(inputs.series(file), file, as_json=as_json)


@commands.command(short_help="Form small groups so that everybody meets everybody.")
@click.argument("people")
@click.option(
    "--size",
    type=click.IntRange(2, 200),
    metavar="N",
    help="How many make a small group; else what the protocol of the file says, or 3.",
)
@click.option("--rounds", type=click.IntRange(1, 200), metavar="N", help="How many; else 7.")
@click.option("--apart", multiple=True, metavar="A,B", help="Two who are never together.")
@click.option("--together", multiple=True, metavar="A,B", help="Two who meet at least once.")
@click.option(
    "--remainder",
    type=click.Choice([one.value for one in Remainder]),
    help="What becomes of people who do not fill a group; else observe.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), metavar="N", help="Another plan; else 0."
)
@click.option(
    "--steps", type=click.IntRange(0, 10**9), metavar="N", help="How long to search; else 300000."
)
@click.option("--prove", is_flag=True, help="Ask CP-SAT for a proof (extra: rotation).")
@_as_json
def rotate(  # noqa: PLR0913 -- each is an option of its own
    *,
    people: str,
    size: int | None,
    rounds: int | None,
    apart: tuple[str, ...],
    together: tuple[str, ...],
    remainder: str | None,
    seed: int | None,
    steps: int | None,
    prove: bool,
    as_json: bool,
) -> Answer:
    """Form small groups for several rounds, in which nobody meets the same partner twice.

    PEOPLE is a number, names with commas between them, or a file with a meeting or a series. The
    answer ends with a certificate: how many pairs meet again, and how many have to.

    A series has wishes of its own: who is kept apart, who is to meet, who is away, its seed. They
    hold, and --apart and --together add to them. Its protocol and its dates say how large the
    groups are and how often they meet.

    People who do not fill a group observe in one, make some groups larger, make one more group
    and all smaller, or sit out in fair turn.
    """
    asked = rotation.Asked(
        size=size,
        rounds=rounds,
        apart=tuple(map(rotation.pair, apart)),
        together=tuple(map(rotation.pair, together)),
        remainder=None if remainder is None else Remainder(remainder),
        seed=seed,
        steps=steps,
        prove=prove,
    )
    return rotation.rotate_page(people, asked, as_json=as_json)


def _behaviour(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A behaviour by its name."""
    try:
        return None if value is None else studies.known_behaviour(value)
    except ValueError as error:
        message = f"{error}."
        raise click.BadParameter(message, ctx=ctx, param=param) from None


_OF_STUDIES = (
    click.option(
        "--sessions",
        type=click.IntRange(1, 10**12),
        metavar="N",
        help="How many to simulate; else 10000, or 2000 at each point of a sweep.",
    ),
    click.option(
        "--seed",
        type=click.IntRange(0, 2**53 - 1),
        metavar="N",
        help="The seed of all chance; else 42.",
    ),
    click.option(
        "--behaviour",
        callback=_behaviour,
        metavar="NAME",
        help="How people take turns: contribution (unless told), meeting, strangers, no_memory, "
        "floor_4, floor_6, floor_8, go_round or alternate.",
    ),
    click.option(
        "--attendance",
        type=click.FloatRange(0, 1),
        metavar="SHARE",
        help="How likely a member comes, such as 0.8; else all do, or as the series says.",
    ),
    click.option(
        "--shock",
        type=click.FloatRange(0, 0.99),
        default=0.0,
        metavar="RHO",
        help="How far members stay away together, as a correlation; else 0.",
    ),
    click.option(
        "--late", is_flag=True, help="Begin late as often as meetings do (Allen et al. 2018)."
    ),
    click.option(
        "--quorum",
        type=click.IntRange(0, 500),
        metavar="N",
        help="How many members make a session; else as few as the protocol takes.",
    ),
    click.option(
        "--drift",
        type=click.FloatRange(-3, 3),
        default=0.0,
        metavar="X",
        help="How much longer phases tend to take, as a logarithm; else 0. No figure is known.",
    ),
    click.option(
        "--spread",
        type=click.FloatRange(0, 3),
        default=0.0,
        metavar="X",
        help="How much that differs, as a standard deviation; else 0. No figure is known.",
    ),
    click.option(
        "--pace",
        type=click.Choice(["lengths", "clock"]),
        default="lengths",
        help="What phases hold to: their lengths (unless told), or the clock.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(1, 1_024),
        default=1,
        metavar="N",
        help="How many threads; the numbers stay the same. Else 1.",
    ),
    click.option("--parquet", metavar="FILE", help="Write a table (extra: frames)."),
    click.option(
        "--plot", metavar="FILE", help="Draw a picture: .svg, .png or .pdf (extra: plots)."
    ),
)
_ROWS = click.option(
    "--rows/--no-rows",
    default=None,
    help="Whether the table has a row a session, or a row a column; else up to a million rows.",
)


def _studied(command: F) -> F:
    """The options of every simulation, which come as two values."""

    @functools.wraps(command)
    def asking(**given: Any) -> Answer:  # noqa: ANN401 -- what click has read
        for cls, name in ((studies.Asked, "asked"), (studies.Kept, "kept")):
            fields = [field.name for field in attrs.fields(cls) if field.name in given]
            given[name] = cls(**{field: given.pop(field) for field in fields})
        answer: Answer = command(**given)
        return answer

    made: Any = asking
    for option in reversed(_OF_STUDIES):
        made = option(made)
    wrapped: F = made
    return wrapped


@commands.command(short_help="Hold a meeting or a series many times over.")
@click.argument("file")
@_studied
@_ROWS
@click.option(
    "--until",
    multiple=True,
    metavar="COLUMN=HALF",
    help="End as soon as the interval of a column is that narrow, such as overrun_s=5.",
)
@click.option(
    "--checkpoint", metavar="FILE", help="Where to keep what is done, to go on from there."
)
@click.option(
    "--trace",
    type=click.IntRange(0),
    metavar="N",
    help="Show session N beside the plan; the first is 0.",
)
@_as_json
def simulate(  # noqa: PLR0913 -- each is an option of its own
    *,
    file: str,
    asked: studies.Asked,
    kept: studies.Kept,
    until: tuple[str, ...],
    checkpoint: str | None,
    trace: int | None,
    as_json: bool,
) -> Answer:
    """Hold a meeting or a series many times over: how long it takes, and who speaks how much.

    FILE is a .toml or .json file with a meeting or a series. The same seed gives the same numbers
    on every machine. Takes the extra simulation.

    No turn-level data of reflective groups were found. The model is held to recorded meetings of
    other kinds, up to eight people: use it to compare plans, and not to say what will happen.

    --until may be given more than once; columns are in seconds where their names end with _s, and
    --json has them all. A study that was stopped goes on from its --checkpoint when the same
    command is given again. Exit status 1 says that there is no plan to simulate.
    """
    return simulating.simulate_page(
        file, asked, kept, until=until, checkpoint=checkpoint, trace=trace, as_json=as_json
    )


@commands.command(short_help="Simulate a plan at many points of what is varied.")
@click.argument("file")
@click.option(
    "--vary",
    multiple=True,
    required=True,
    metavar="PATH=VALUES",
    help="What to vary: 'members=6,8,10', or from:to:step as in 'slot=60:90:15'.",
)
@click.option("--measure", multiple=True, metavar="COLUMN", help="What to tell of each point.")
@click.option(
    "--design",
    type=click.Choice([sweeping.FACTORIAL, "latin", "sobol"]),
    default=sweeping.FACTORIAL,
    help="Every combination (unless told), or points drawn between two numbers, from:to.",
)
@click.option("--points", type=click.IntRange(1), metavar="N", help="How many a design draws.")
@_studied
@_as_json
def sweep(  # noqa: PLR0913 -- each is an option of its own
    *,
    file: str,
    asked: studies.Asked,
    kept: studies.Kept,
    vary: tuple[str, ...],
    measure: tuple[str, ...],
    design: str,
    points: int | None,
    as_json: bool,
) -> Answer:
    """Simulate a plan at many points of what is varied: one row each.

    FILE is a .toml or .json file with a meeting or a series. PATH is members, leaders, slot,
    behaviour or protocol, or a field of one, such as behaviour.gamma, circumstances.attendance,
    protocol.discuss.time or meeting.first; lengths are in minutes, and a single value is set at
    every point. --vary and --measure may be given more than once; columns are as in simulate.

    --plot draws one measure over two things that are varied. Takes the extra simulation, and for
    a latin or sobol design the extra sweeps. Exit status 1 says that a point cannot be planned.
    """
    grid = sweeping.Grid(vary=vary, design=design, points=points, measures=measure)
    return sweeping.sweep_page(file, grid, asked, kept, as_json=as_json)


@commands.command(short_help="Simulate two plans side by side.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_studied
@_ROWS
@click.option(
    "--common/--own-chance",
    default=True,
    help="Whether both have the same chance (unless told), so that a difference shows sooner.",
)
@_as_json
def compare(  # noqa: PLR0913 -- each is an option of its own
    *,
    one: str,
    other: str,
    asked: studies.Asked,
    kept: studies.Kept,
    common: bool,
    as_json: bool,
) -> Answer:
    """Simulate two plans side by side, and tell how they differ.

    A and B are .toml or .json files with a meeting or a series. Each session of A is held beside
    the same session of B, with people of the same place in the group liking to talk as much.
    Takes the extra simulation. Exit status 1 says that one of them cannot be planned.
    """
    return comparing.compare_page((one, other), asked, kept, common=common, as_json=as_json)


@commands.command(short_help="Put a meeting or a series in the calendar.")
@click.argument("file")
@click.option("--output", "-o", metavar="FILE", help="Where to write it; else it is printed.")
@click.option(
    "--stamp",
    callback=_moment,
    metavar="TIME",
    help="When it was made, such as 2026-11-01T09:00Z; else now.",
)
@click.option("--cues", is_flag=True, help="With an alarm at the start of each phase.")
@click.option("--names", is_flag=True, help="With names; leave them out of a shared calendar.")
@click.option(
    "--sequence",
    type=click.IntRange(0, 2**31 - 2),
    default=0,
    metavar="N",
    help="How often it was changed since it was first given out; else 0.",
)
@_as_json
def calendar(  # noqa: PLR0913 -- each is an option of its own
    *,
    file: str,
    output: str | None,
    stamp: dt.datetime | None,
    cues: bool,
    names: bool,
    sequence: int,
    as_json: bool,
) -> Answer:
    """Write a meeting or a series as iCalendar, which calendars read (extra: calendar).

    FILE is a .toml or .json file with a meeting or a series. The same file, stamp and options give
    the same calendar, byte by byte. With --json it is the text in a document that also counts the
    events. Exit status 1 says that the meetings cannot be planned.
    """
    return series_pages.calendar_page(
        file,
        stamp=stamp,
        cues=cues,
        names=names,
        sequence=sequence,
        output=output,
        as_json=as_json,
    )


@commands.command("handout", short_help="Make a page of a plan, to open or to print.")
@click.argument("file")
@click.option(
    "--out", "-o", "output", metavar="PAGE", help="Where to write it; else it is printed."
)
@click.option("--participants", is_flag=True, help="Without the facilitator's notes and clock.")
@click.option("--no-names", is_flag=True, help="Nobody is named, since paper lies around.")
@_as_json
def handout_(
    *, file: str, output: str | None, participants: bool, no_names: bool, as_json: bool
) -> Answer:
    """Make one page of HTML of a meeting, with a clock for its phases; it needs no network.

    FILE is a .toml or .json file with a meeting. The page is for whoever leads: clock times, who
    may speak, what to steer away from, what to prepare, ground rules, cautions and sources. Open it
    in a browser, or print it. A page that is there already is written over. Exit status 1 says that
    not everything can be kept.
    """
    return handout.handout_page(
        file, output=output, participants=participants, names=not no_names, as_json=as_json
    )


@commands.command(short_help="Explain a rule, or list them all.")
@click.argument("code", required=False)
@_as_json
def explain(*, code: str | None, as_json: bool) -> Answer:
    """Explain a rule: what it finds, why, after which source, with an example of each kind.

    CODE is the code of a finding, such as RG302. Without one, every rule is listed.
    """
    if code is None:
        return findings.rules_page(as_json=as_json)
    return findings.explain_page(code, as_json=as_json)


@commands.command("diff")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_as_json
def diff_(*, one: str, other: str, as_json: bool) -> Answer:
    """Tell what differs between two protocols.

    A and B are keys of the catalogue, or files with a protocol, a meeting or a series.
    """
    changes = diff(inputs.protocol(one), inputs.protocol(other))
    return catalogue.diff_page(changes, as_json=as_json)


@commands.command()
@click.argument("name", required=False)
@_as_json
def schema(*, name: str | None, as_json: bool) -> Answer:
    """Print the JSON Schema (2020-12) of a document.

    NAME is a kind of document, such as meeting. Without one, the kinds are listed.
    """
    known = documents()
    if name is None:
        if as_json:
            return document(told("schemas", names=sorted(known)))
        rows = ((kind, (cls.__doc__ or "").partition("\n")[0]) for kind, cls in known.items())
        return page(
            screen.pairs(rows, left=0),
            screen.paragraph("`reflective-groups schema NAME` prints the schema of one."),
        )
    if name not in known:
        message = (
            f"There is no document {name!r}{inputs.near(name, known)} `reflective-groups schema` "
            "lists every kind."
        )
        raise RefusalError(message, kind="key")
    return document(json_schema(known[name]))
