"""A FastAPI app that checks and plans meetings.

Start it with `uvicorn --app-dir docs/examples fastapi_app:app`. It has no login and
keeps nothing: put it behind the login of your own site.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from openapi_documents import JSON, MOST_BYTES, catalogue, reference, refusal, schemas
from starlette.exceptions import HTTPException

import reflective_groups as rg
from reflective_groups import planning

# The pages that FastAPI makes of the OpenAPI document load scripts from elsewhere: left out.
app = FastAPI(title="Meetings", version=rg.__version__, docs_url=None, redoc_url=None)


async def small_body(request: Request) -> bytes:
    """The body of a request, given up as soon as it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(413, f"longer than {MOST_BYTES} bytes")
    return bytes(body)


Body = Annotated[bytes, Depends(small_body)]
ASKS: dict[str, Any] = {
    "requestBody": {"required": True, "content": {JSON: {"schema": reference("MeetingDocument")}}}
}


def answers(name: str) -> dict[int | str, dict[str, Any]]:
    """What an operation answers, in the words of OpenAPI."""
    return {
        200: {"content": {JSON: {"schema": reference(name)}}},
        "4XX": {"description": "Refused", "content": {JSON: {"schema": reference("Refusal")}}},
    }


def document(value: object) -> Response:
    """A value of the library as its own writer writes it."""
    return Response(rg.dumps(value, indent=None), media_type=JSON)


# Plain functions, so that FastAPI runs them in threads: reading and planning a meeting takes some
# milliseconds of pure computing, and in an async function nobody else would be answered meanwhile.
# The threads share nothing that changes: the library has no global state and its values are frozen.
@app.post("/check", openapi_extra=ASKS, responses=answers("ReportDocument"))
def check(body: Body) -> Response:
    """Everything that the rules notice about a meeting; findings are an answer and no failure."""
    return document(rg.check(rg.loads(body, as_=rg.Meeting)))


@app.post("/plan", openapi_extra=ASKS, responses=answers("AgendaDocument"))
def plan(body: Body) -> Response:
    """A meeting laid out on the clock."""
    return document(planning.plan(rg.loads(body, as_=rg.Meeting)))


@app.get("/protocols", responses=answers("Catalogue"))
def protocols() -> Response:
    """The protocols there are."""
    return JSONResponse(catalogue())


@app.get("/protocols/{key}", responses=answers("ProtocolDocument"))
def protocol(key: str) -> Response:
    """One protocol, whole."""
    return document(rg.CATALOGUE[key])


@app.exception_handler(rg.ReflectiveGroupsError)
def refuse(_: Request, error: rg.ReflectiveGroupsError) -> Response:
    """Whatever the library refuses: a key that nobody has, a bad document, a slot too short."""
    status = 404 if isinstance(error, rg.UnknownKeyError) else 422
    return JSONResponse(refusal(error), status)


@app.exception_handler(HTTPException)
def refuse_otherwise(_: Request, error: HTTPException) -> Response:
    """What FastAPI refuses by itself reads the same: a body that is too long, an unknown path."""
    problem = {"path": "$", "message": error.detail}
    return JSONResponse({"problems": [problem]}, error.status_code, error.headers)


def openapi() -> dict[str, Any]:
    """The OpenAPI document with the library's own schemas in it."""
    if app.openapi_schema is None:
        told = get_openapi(title=app.title, version=app.version, routes=app.routes)
        told.setdefault("components", {})["schemas"] = schemas()
        app.openapi_schema = told
    return app.openapi_schema


app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend the document
