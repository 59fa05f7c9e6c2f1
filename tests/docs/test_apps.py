"""The apps of the recipes, started for real and asked over HTTP."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.model.locks import Lock
from reflective_groups.serial import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx import Response

for needed in ("fastapi", "litestar", "uvicorn"):
    pytest.importorskip(needed, reason="needs what the group test installs")
httpx = pytest.importorskip("httpx", reason="needs what the group test installs")
jsonschema = pytest.importorskip("jsonschema", reason="needs what the group test installs")

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SCHEMA_AT = {"fastapi_app": "/openapi.json", "litestar_app": "/schema/openapi.json"}
MONDAY = rg.load_meeting(EXAMPLES / "monday.toml")
TOO_SHORT = attrs.evolve(MONDAY, protocol=rg.CATALOGUE["balint.school"], slot=rg.minutes(39))
DOCUMENTS = {
    cls.__name__: cls
    for cls in (rg.Meeting, rg.Report, rg.Protocol, planning.Agenda, planning.Limit, rg.Repair)
}
RUNNING = re.compile(r"running on (http://127\.0\.0\.1:\d+)")


@attrs.frozen
class Server:
    """An app that is running: its name, a client of it, and the file that its words go to."""

    app: str
    client: Any
    log: Path

    def post(self, path: str, meeting: rg.Meeting) -> Response:
        answer: Response = self.client.post(path, content=rg.dumps(meeting))
        return answer

    @property
    def described(self) -> dict[str, Any]:
        told: dict[str, Any] = self.client.get(SCHEMA_AT[self.app]).raise_for_status().json()
        return told


@contextlib.contextmanager
def started(app: str, log: Path) -> Iterator[Server]:
    """The app in a server of its own, at a port that the system chose."""
    command = (sys.executable, "-W", "error", "-m", "uvicorn", "--app-dir", str(EXAMPLES))
    with (
        log.open("wb") as words,
        subprocess.Popen(  # noqa: S603 -- our own command, without a shell
            [*command, "--host", "127.0.0.1", "--port", "0", "--log-level", "trace", f"{app}:app"],
            stdout=words,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as running,
    ):
        try:
            with httpx.Client(base_url=_address(running, log), timeout=60) as client:
                yield Server(app, client, log)
        finally:
            running.terminate()


def _address(running: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        said = log.read_text(encoding="utf-8")
        found = RUNNING.search(said)
        if found:
            return found[1]
        assert running.poll() is None, said
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(SCHEMA_AT))
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("served") / f"{request.param}.txt"
    with started(request.param, log) as running:
        yield running


@pytest.mark.parametrize("app", sorted(SCHEMA_AT))
def test_page_and_app_tell_the_command_that_starts_it_here(app: str) -> None:
    page = EXAMPLES.parent / "how_to" / f"embed_{app.removesuffix('_app')}.md"
    for path in (page, EXAMPLES / f"{app}.py"):
        assert f"uvicorn --app-dir docs/examples {app}:app" in path.read_text(encoding="utf-8")


def valid(data: object, cls: type) -> None:
    jsonschema.Draft202012Validator(rg.json_schema(cls)).validate(data)


def test_a_posted_meeting_is_answered_with_what_check_finds(server: Server) -> None:
    answer = server.post("/check", MONDAY)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    report = rg.loads(answer.content, as_=rg.Report)
    assert report == rg.check(MONDAY)
    assert report.errors, "the meeting has a flaw in it"
    valid(answer.json(), rg.Report)


def test_a_posted_meeting_is_laid_out_as_plan_does_it(server: Server) -> None:
    answer = server.post("/plan", MONDAY)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert rg.loads(answer.content, as_=planning.Agenda) == planning.plan(MONDAY)
    valid(answer.json(), planning.Agenda)


def test_a_meeting_may_name_its_protocol_by_its_key(server: Server) -> None:
    told = json.loads(rg.dumps(MONDAY)) | {"protocol": "balint.uk_online"}
    answer = server.client.post("/check", json=told)
    assert rg.loads(answer.content, as_=rg.Report) == rg.check(MONDAY)


def test_names_come_back_as_they_were_sent(server: Server) -> None:
    names = ("<script>alert(1)</script>", 'An "odd" \\ one', "\u202eright to left", "Zoë 🐝")
    odd = attrs.evolve(
        MONDAY, group=rg.Group(members=names, leaders=("Kim",)), presenters=(), absent=()
    )
    answer = server.post("/plan", odd)
    assert rg.loads(answer.content, as_=planning.Agenda).meeting == odd


def test_every_problem_of_a_bad_document_comes_back_at_once_with_its_path(server: Server) -> None:
    group = '{"members": [{"nam": "Ann"}]}'
    bad = f'{{"protocol": "balint.uk_onlin", "group": {group}, "slot": 90, "x": 1}}'
    with pytest.raises(rg.DocumentError) as refused:
        rg.loads(bad, as_=rg.Meeting)
    for path in ("/check", "/plan"):
        answer = server.client.post(path, content=bad)
        assert answer.status_code == 422
        told = tuple((one["path"], one["message"]) for one in answer.json()["problems"])
        assert told == refused.value.problems
        assert {"protocol", "group.members[0].nam", "slot", "start", "x"} <= {
            one for one, _ in told
        }


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff", b'{"slot": "PT1M", "slot": "PT2M"}'])
def test_what_is_no_document_is_refused_and_breaks_nothing(server: Server, text: bytes) -> None:
    answer = server.client.post("/check", content=text)
    assert answer.status_code == 422
    assert answer.json()["problems"]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(server: Server) -> None:
    most = Limits().size
    text = rg.dumps(MONDAY).encode()
    just = server.client.post("/check", content=text.ljust(most))
    assert just.status_code == 200
    for content in (text.ljust(most + 1), iter([text.ljust(most), b" "])):  # told, and in chunks
        answer = server.client.post("/check", content=content)
        assert answer.status_code == 413
        assert answer.json()["problems"]


def test_where_no_timing_fits_the_answer_says_what_clashes_and_what_helps(server: Server) -> None:
    answer = server.post("/plan", TOO_SHORT)
    assert answer.status_code == 422
    with pytest.raises(rg.Infeasible) as clash:
        planning.plan(TOO_SHORT)
    told = answer.json()
    assert told["problems"] == [{"path": "$", "message": str(clash.value)}]
    limits = [rg.loads(json.dumps(one), as_=planning.Limit) for one in told["conflict"]]
    repairs = [rg.loads(json.dumps(one), as_=rg.Repair) for one in told["repairs"]]
    assert (tuple(limits), tuple(repairs)) == (clash.value.conflict, clash.value.repairs)
    assert server.post("/plan", repairs[0].apply(TOO_SHORT)).status_code == 200


def test_a_plan_that_names_a_part_which_is_not_there_is_the_senders_fault(server: Server) -> None:
    lost = attrs.evolve(MONDAY, locks=(Lock(path="nowhere", gives_way=True),))
    answer = server.post("/plan", lost)
    assert answer.status_code == 422
    assert "nowhere" in answer.json()["problems"][0]["message"]


def test_protocols_are_listed_and_each_is_given_whole(server: Server) -> None:
    listed = server.client.get("/protocols").raise_for_status().json()["protocols"]
    assert [one["key"] for one in listed] == list(rg.CATALOGUE)
    for one in listed[:3]:
        answer = server.client.get(f"/protocols/{one['key']}").raise_for_status()
        protocol = rg.loads(answer.content, as_=rg.Protocol)
        assert protocol == rg.CATALOGUE[one["key"]]
        told = (protocol.title, protocol.version, protocol.content_hash)
        assert told == (one["title"], one["version"], one["content_hash"])
        valid(answer.json(), rg.Protocol)


@pytest.mark.parametrize(("path", "hint"), [("/protocols/grow.gro", "grow.grow"), ("/nowhere", "")])
def test_what_is_not_there_is_a_404_that_reads_like_the_rest(
    server: Server, path: str, hint: str
) -> None:
    answer = server.client.get(path)
    assert answer.status_code == 404
    assert hint in answer.json()["problems"][0]["message"]


def test_the_openapi_document_holds_the_published_schemas_word_for_word(server: Server) -> None:
    held = server.described["components"]["schemas"]
    for name, cls in DOCUMENTS.items():
        published = rg.json_schema(cls)
        del published["$schema"]
        moved = json.loads(json.dumps(published).replace("#/$defs/", "#/components/schemas/"))
        definitions = moved.pop("$defs")
        assert held[f"{name}Document"] == moved
        assert {key: held[key] for key in definitions} == definitions


def test_every_reference_of_the_openapi_document_leads_somewhere(server: Server) -> None:
    told = server.described
    found = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(told)))
    assert found
    for reference in found:
        assert reference.removeprefix("#/components/schemas/") in told["components"]["schemas"]


def test_the_openapi_document_tells_what_each_operation_takes_and_answers(server: Server) -> None:
    told = server.described
    for path, name in (("/check", "Report"), ("/plan", "Agenda")):
        operation = told["paths"][path]["post"]
        assert _schema_of(operation["requestBody"]) == _component("MeetingDocument")
        assert _schema_of(operation["responses"]["200"]) == _component(f"{name}Document")
        assert set(operation["responses"]) == {"200", "4XX"}
    for path, name in (("/protocols", "Catalogue"), ("/protocols/{key}", "ProtocolDocument")):
        assert _schema_of(told["paths"][path]["get"]["responses"]["200"]) == _component(name)


def test_every_answer_is_as_the_openapi_document_says(server: Server) -> None:
    told = server.described
    for answer, name in (
        (server.post("/check", MONDAY), "ReportDocument"),
        (server.post("/plan", MONDAY), "AgendaDocument"),
        (server.client.get("/protocols"), "Catalogue"),
        (server.client.get("/protocols/grow.grow"), "ProtocolDocument"),
        (server.client.get("/protocols/none"), "Refusal"),
        (server.client.post("/check", content="{}"), "Refusal"),
        (server.post("/plan", TOO_SHORT), "Refusal"),
    ):
        schema = {**_component(name), "components": told["components"]}
        jsonschema.Draft202012Validator(schema).validate(answer.json())


def _component(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _schema_of(said: dict[str, Any]) -> object:
    return said["content"]["application/json"]["schema"]


def test_nobody_is_named_in_what_the_server_writes_down(server: Server) -> None:
    name = "Quirina"
    group = attrs.evolve(MONDAY.group, members=(*MONDAY.group.members, name))
    named = attrs.evolve(MONDAY, group=group, presenters=(name,))
    lost = attrs.evolve(named, locks=(Lock(path=name, gives_way=True),))
    twice = rg.dumps(named).replace('"Ann"', f'"{name}"')
    server.post("/check", named)
    for content in (rg.dumps(lost), twice, f'{{"{name}": "{name}"}}'):
        answer = server.client.post("/plan", content=content)
        assert (answer.status_code, name in answer.text) == (422, True)
    written = server.log.read_text(encoding="utf-8")
    assert "POST /check" in written, "the log is where we look"
    assert name not in written
    assert "Traceback" not in written


@pytest.mark.parametrize("app", sorted(SCHEMA_AT))
def test_an_app_just_started_answers_each_of_many_at_once_as_if_it_were_alone(
    app: str, tmp_path: Path
) -> None:
    lengths = (60, 75, 90, 105)
    meetings = [attrs.evolve(MONDAY, slot=rg.minutes(length)) for length in lengths]
    expected = [
        (path, meeting, rg.dumps(made(meeting), indent=None))
        for path, made in (("/check", rg.check), ("/plan", planning.plan))
        for meeting in meetings
    ]
    with started(app, tmp_path / "log.txt") as server, ThreadPoolExecutor(16) as pool:
        asked = expected * 8
        answers = pool.map(lambda one: server.post(one[0], one[1]), asked)
        for (_, _, text), answer in zip(asked, answers, strict=True):
            assert (answer.status_code, answer.text) == (200, text)
