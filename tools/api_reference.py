"""Write docs/reference/api.md from the description of the interface itself.

`--print` prints it instead, for the test that compares.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from healthdesk.api.context import Context  # noqa: E402
from healthdesk.api.document import document_of  # noqa: E402
from healthdesk.api.guard import BODY_MAX, BODY_S, DEPTH_MAX  # noqa: E402
from healthdesk.api.program import make_inner  # noqa: E402
from healthdesk.api.protocol import HEAD_S, MOST  # noqa: E402
from healthdesk.bootstrap import assemble  # noqa: E402
from healthdesk.paths import Paths  # noqa: E402
from healthdesk.settings import Settings  # noqa: E402

INTRO = f"""# The interface for programs

Made by `tools/api_reference.py` from the description that the interface itself gives at
`/api/openapi.json` (OpenAPI 3.1); change the code below `healthdesk/api` and run it again.

`healthdesk serve` makes it available, or in the window Settings, “Programs”; it is off until
then, and reached from this computer alone, by default at `http://127.0.0.1:8765`. It does what
the window and the command line do, by the same rules; a reading posted here moves an open chart
at once.

    healthdesk api token create --name scale
    healthdesk serve
    curl -H "Authorization: Bearer TOKEN" http://127.0.0.1:8765/api/health/records?type=weight

**Tokens** are needed everywhere but at the addresses marked *open*, where nothing personal is
told (setting `api.protect_all` asks for one there too). A token reads, or reads and writes, or
(`metrics`) sees only what is open; it may end after some days, and only its hash is kept. The
trigger has a secret of its own, `HEALTH_REMINDER_CRON_SECRET`; without one, or with one that
could be guessed, it answers 401 to everybody.

**Bodies** are JSON objects in UTF-8 (`Content-Type: application/json`), of {BODY_MAX // 1024} KiB
and {DEPTH_MAX} levels at most; a field that does not exist is refused, and so is a parameter.
Numbers stay as they were given, in the unit they were given in. Times are
`YYYY-MM-DDTHH:MM:SS±HH:MM`; without an offset they are meant in the person's zone. `start_date`
and `end_date` as dates are local days, both included; as times the end is left out.

**Persons.** What is asked concerns one person: `user_id`, else the first that is not archived.
`user_id` with an `{{id}}` asks for it only if it is that person's. An `{{id}}` is a number or a
`uid`.

**States.** Answers to GET carry an `ETag`: with `If-None-Match` they come only if it is another
one (304), with `If-Match` something is changed only if it still is that one (412), whoever else
is about to change it: a request, the window, the command line or another process. A POST with an
`Idempotency-Key` is carried out once: repeated by the same token within a day it gets its first
answer again (409 while there is none, or for another request).

**Limits.** {MOST} connections at once, {HEAD_S:g} seconds for the head of a request, {BODY_S:g}
for its body; setting `api.rate_limit` (or `HEALTHDESK_API_RATE_LIMIT`) requests a minute and
token. Every answer says how one stands (`RateLimit-Limit`, `-Remaining`, `-Reset`; not with a
limit of 0); 429 and 503 say when to come again (`Retry-After`). A host that is not this computer
and pages of other origins get 403 before anything else is looked at.

**Errors** have one shape: `{{"error": text, "code": CODE, "details": {{field: [text]}},
"request_id"}}`. `request_id` is also the header `X-Request-ID`, and stands in the log.

| status | code | when |
| --- | --- | --- |
| 400 | BAD_REQUEST | no JSON, or a parameter that is unknown or can't have this value |
| 401 | UNAUTHORIZED | no token, or one that does not hold |
| 403 | FORBIDDEN | not within the token's scope; another host or origin |
| 404 | NOT_FOUND | nothing there, or it is another person's |
| 405 | METHOD_NOT_ALLOWED | `Allow` names the methods there are |
| 409 | CONFLICT | contradicts what is there |
| 412 | PRECONDITION_FAILED | changed since it was read |
| 413 | TOO_LARGE | |
| 415 | UNSUPPORTED_MEDIA_TYPE | |
| 422 | VALIDATION_ERROR | JSON with a field that can't be taken; all of them are named |
| 423 | LOCKED | the data is locked |
| 429 | RATE_LIMITED | too many requests or connections, or an export under way |
| 500 | INTERNAL_ERROR | |
| 503 | FEATURE_DISABLED, MAINTENANCE | switched off, or the data is away; not for status |

## Addresses
"""  # fmt: skip


def described() -> dict[str, Any]:
    """The description, without a server and without a data folder."""
    with tempfile.TemporaryDirectory() as name:
        paths = Paths.find(name, {})
        app = assemble(paths, Settings(paths.config_file, {}, {}))
        return document_of(make_inner(Context(app)))


def page(document: dict[str, Any]) -> str:
    parts = [INTRO]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parts.append(_operation(path, method.upper(), operation))
    parts.append("\n## Shapes\n\nA `?` marks what may be null, a `*` what has to be given.\n")
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts.append(_shape(name, schema))
    return "".join(parts)


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    security = operation["security"]
    mark = " (*open*)" if {} in security else ""
    mark = " (the trigger's secret)" if {"cron": []} in security else mark
    lines = [f"\n### {method} `{path}`{mark}\n", f"{operation['summary']}.\n"]
    body = operation.get("requestBody")
    if body:
        lines.append(f"Body: {_kind(body['content']['application/json']['schema'])}.\n")
    good = [
        f"{status} {_answer(answer)}".rstrip()
        for status, answer in operation["responses"].items()
        if status < "400"
    ]
    bad = [status for status in operation["responses"] if status >= "400"]
    lines.append(f"Answers: {'; '.join(good)}. Errors: {', '.join(bad)}.\n")
    parameters = [one for one in operation.get("parameters", []) if one["in"] != "path"]
    if parameters:
        lines.append("| parameter | takes | default |\n| --- | --- | --- |")
        lines += [
            f"| `{one['name']}`{' (header)' if one['in'] == 'header' else ''} | "
            f"{_kind(one['schema'])} | {_default(one['schema'])} |"
            for one in parameters
        ]
        lines.append("")
    return "\n".join(lines)


def _answer(answer: dict[str, Any]) -> str:
    content = answer.get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    if len(content) > 1:
        return ", ".join(f"`{media}`" for media in content)
    if "$ref" in schema:
        return _kind(schema)
    return ", ".join(f"`{media}`" for media in content)


def _shape(name: str, schema: dict[str, Any]) -> str:
    lines = [f"\n### {name}\n"]
    if schema.get("description"):
        text = " ".join(schema["description"].split())
        lines.append(f"{text}\n")
    needed = schema.get("required", [])
    lines.append("| field | takes |\n| --- | --- |")
    for field, kind in schema.get("properties", {}).items():
        lines.append(f"| `{field}`{'*' if field in needed else ''} | {_kind(kind)} |")
    if schema.get("additionalProperties") is True:
        lines.append("| … | more, as the pages on it say |")
    return "\n".join([*lines, ""])


def _default(schema: dict[str, Any]) -> str:
    value = schema.get("default")
    return "" if value in (None, "") else f"`{str(value).lower()}`"


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"] if one.get("type") != "null"]
        optional = any(one.get("type") == "null" for one in schema["anyOf"])
        return " or ".join(kinds) + ("?" if optional else "")
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_kind(schema['additionalProperties'])}"
    return f"{schema.get('format', kind)}{_limits(schema)}"


def _limits(schema: dict[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None and high < 2**50:
        return f", {low} to {high}"
    if low is not None:
        return f", {low} or more"
    most = schema.get("maxLength")
    return "" if most is None else f", up to {most}"


def main() -> int:
    text = page(described())
    if "--print" in sys.argv:
        print(text, end="")
        return 0
    target = TOP / "docs" / "reference" / "api.md"
    target.write_text(text, "utf-8")
    print(target.relative_to(TOP))
    return 0


if __name__ == "__main__":
    sys.exit(main())
