"""A Litestar app that checks and plans meetings.

Start it with `uvicorn --app-dir docs/examples litestar_app:app`. It has no login and
keeps nothing: put it behind the login of your own site.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Reference,
    RequestBody,
    Schema,
)
from litestar.params import FromPath, RawBody  # noqa: TC002 -- Litestar reads annotations when it starts
from openapi_documents import JSON, MOST_BYTES, catalogue, reference, refusal, schemas

import reflective_groups as rg
from reflective_groups import planning


def in_json(name: str) -> dict[str, OpenAPIMediaType]:
    """One of the published documents, in the words of OpenAPI."""
    return {JSON: OpenAPIMediaType(schema=Reference(ref=reference(name)["$ref"]))}


def answers(name: str, *, meeting: bool = False) -> type[Operation]:
    """An operation that answers such a document, to a meeting or to nothing."""

    @dataclasses.dataclass
    class Documented(Operation):
        def __post_init__(self) -> None:
            if meeting:
                self.request_body = RequestBody(in_json("MeetingDocument"), required=True)
            self.responses = {
                "200": OpenAPIResponse(description="OK", content=in_json(name)),
                "4XX": OpenAPIResponse(description="Refused", content=in_json("Refusal")),
            }

    return Documented


def document(value: object) -> Response[str]:
    """A value of the library as its own writer writes it."""
    return Response(rg.dumps(value, indent=None), media_type=MediaType.JSON)


# Plain functions, run in threads: reading and planning a meeting takes some milliseconds of pure
# computing, and in an async function nobody else would be answered meanwhile. The threads share
# nothing that changes: the library has no global state and its values are frozen.
@post(
    "/check",
    status_code=200,
    sync_to_thread=True,
    operation_class=answers("ReportDocument", meeting=True),
)
def check(body: RawBody) -> Response[str]:
    """Everything that the rules notice about a meeting; findings are an answer and no failure."""
    return document(rg.check(rg.loads(body, as_=rg.Meeting)))


@post(
    "/plan",
    status_code=200,
    sync_to_thread=True,
    operation_class=answers("AgendaDocument", meeting=True),
)
def plan(body: RawBody) -> Response[str]:
    """A meeting laid out on the clock."""
    return document(planning.plan(rg.loads(body, as_=rg.Meeting)))


@get("/protocols", sync_to_thread=True, operation_class=answers("Catalogue"))
def protocols() -> dict[str, Any]:
    """The protocols there are."""
    return catalogue()


@get("/protocols/{key:str}", sync_to_thread=True, operation_class=answers("ProtocolDocument"))
def protocol(key: FromPath[str]) -> Response[str]:
    """One protocol, whole."""
    return document(rg.CATALOGUE[key])


def refuse(_: Request[Any, Any, Any], error: rg.ReflectiveGroupsError) -> Response[dict[str, Any]]:
    """Whatever the library refuses: a key that nobody has, a bad document, a slot too short."""
    status = 404 if isinstance(error, rg.UnknownKeyError) else 422
    return Response(refusal(error), media_type=MediaType.JSON, status_code=status)


def refuse_otherwise(_: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """What Litestar refuses by itself reads the same: a body that is too long, an unknown path."""
    problem = {"path": "$", "message": error.detail}
    return Response(
        {"problems": [problem]}, media_type=MediaType.JSON, status_code=error.status_code
    )


app = Litestar(
    route_handlers=[check, plan, protocols, protocol],
    exception_handlers={
        rg.ReflectiveGroupsError: refuse,
        HTTPException: refuse_otherwise,
    },
    request_max_body_size=MOST_BYTES,
    openapi_config=OpenAPIConfig(
        title="Meetings",
        version=rg.__version__,
        # The other pages that Litestar makes of the document load scripts from elsewhere.
        render_plugins=[JsonRenderPlugin()],
    ),
    logging_config=None,  # the server writes down who asked for which path, and that is enough
)


@dataclasses.dataclass
class Published(Schema):
    """A schema of the library, word for word."""

    words: dict[str, Any] = dataclasses.field(default_factory=dict[str, Any])

    def to_schema(self) -> dict[str, Any]:
        """The schema as it was published."""
        return self.words


app.openapi_schema.components.schemas = {
    name: Published(words=schema) for name, schema in schemas().items()
}
