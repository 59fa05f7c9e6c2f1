"""The page of a plan for the table, in a file or on the standard output."""

from __future__ import annotations

from pathlib import Path

from reflective_groups.cli import inputs, screen, words
from reflective_groups.cli.answer import Answer, RefusalError, document, page, told
from reflective_groups.planning import Reader, handout, plan
from reflective_groups.planning.handouts import save
from reflective_groups.rules import check


def handout_page(
    file: str, *, output: str | None, participants: bool, names: bool, as_json: bool
) -> Answer:
    """A meeting as one page of HTML, and what was made of it."""
    meeting = inputs.meeting(file)
    reader = Reader.PARTICIPANT if participants else Reader.FACILITATOR
    text = handout(plan(meeting), reader=reader, names=names)
    if output is None or output == "-":
        if as_json:
            return document(told("handout", reader=reader.value, text=text))
        return Answer(data=text.encode())
    _write(text, Path(output), Path(file))
    if as_json:
        return document(told("handout", reader=reader.value, output=output))
    errors = check(meeting).errors
    whom = "participants" if participants else "the facilitator"
    lines = [screen.paragraph(f"A page for {whom} in {output}.", above=0)]
    if errors:
        lines.append(
            screen.paragraph(
                f"A plan is no check: this meeting has {words.plural(len(errors), 'error')}. See "
                f"`reflective-groups check {file}`.",
                style="bold",
            )
        )
    return page(*lines)


def _write(text: str, output: Path, source: Path) -> None:
    try:
        if output.exists() and output.samefile(source):
            message = f"{output} is the file to be read; give the page a name of its own."
            raise RefusalError(message)
        save(text, output)
    except (OSError, ValueError) as error:  # a name may have a character that no file can have
        why = getattr(error, "strerror", None) or error
        message = f"{output} cannot be written: {why}; give --out another name."
        raise RefusalError(message) from None
