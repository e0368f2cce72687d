"""The OpenAPI document as a page for people: rows for the template, and nothing that needs a script."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsportal.api_document import document, only_read
from newsportal.lib.rest.problems import TITLES

# What every address answers, said once for all of them.
EVERYWHERE = {"400", "406", "429", "304"}
CODE = re.compile(r"`([^`]+)`")
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass
class Row:
    """A parameter of an operation, or a field of a shape."""

    name: str
    type: "Type"
    is_required: bool
    description: str | SafeString = ""


@dataclass
class Type:
    """«list of X | null»: words, and the shape that they lead to."""

    words: str
    shape: str = ""
    after: str = ""


@dataclass
class Operation:
    id: str
    method: str
    path: str
    description: SafeString
    parameters: list[Row] = field(default_factory=list)
    body: list[tuple[str, Type]] = field(default_factory=list)
    answers: list[tuple[str, Type, str]] = field(default_factory=list)
    needs_key: bool = False


@only_read
def page(request: HttpRequest) -> HttpResponse:
    """All operations by their groups, then all shapes."""
    contract = document()
    groups: dict[str, list[Operation]] = {}
    for path, item in contract["paths"].items():
        for method in METHODS:
            if method in item:
                group = item[method]["tags"][0]
                groups.setdefault(group, []).append(_operation(path, method, item[method]))
    schemas = contract["components"]["schemas"]
    shapes = [
        (name, _prose(schema.get("description", "")), _fields(schema))
        for name, schema in sorted(schemas.items())
    ]
    context = {"info": contract["info"], "groups": groups, "shapes": shapes}
    return render(request, "api/page.html", context)


@only_read
def problems(request: HttpRequest) -> HttpResponse:
    """Where the `type` of a problem leads."""
    with translation.override("en"):
        titles = [(status, str(title)) for status, title in TITLES.items()]
    return render(request, "api/problems.html", {"titles": titles})


def _operation(path: str, method: str, item: dict[str, Any]) -> Operation:
    operation = Operation(item["operationId"], method.upper(), path, _prose(item.get("description", "")))
    for parameter in item.get("parameters", []):
        row = Row(
            parameter["name"],
            _type(parameter["schema"]),
            parameter.get("required", False),
            _prose(parameter.get("description", "")),
        )
        operation.parameters.append(row)
    for media, sent in item.get("requestBody", {}).get("content", {}).items():
        operation.body.append((media, _type(sent["schema"])))
    for status, answer in item["responses"].items():
        if status in EVERYWHERE:
            continue
        content: dict[str, Any] = next(iter(answer.get("content", {}).values()), {})
        operation.answers.append((status, _type(content.get("schema", {})), answer.get("description", "")))
    operation.needs_key = bool(item.get("security")) and {} not in item["security"]
    return operation


def _prose(text: str) -> SafeString:
    """Paragraphs of the document, with what stands between backticks as code."""
    paragraphs = escape(text).split("\n\n")
    marked = (CODE.sub(r"<code>\1</code>", paragraph) for paragraph in paragraphs)
    return mark_safe("".join(f"<p>{paragraph}</p>" for paragraph in marked if paragraph))


def _fields(schema: dict[str, Any]) -> list[Row]:
    required = schema.get("required", [])
    return [
        Row(name, _type(inner), name in required, _prose(inner.get("description", "")))
        for name, inner in schema.get("properties", {}).items()
    ]


def _type(schema: dict[str, Any]) -> Type:
    """The words for a schema; the first shape that it names becomes a link."""
    if "$ref" in schema:
        return Type("", schema["$ref"].rpartition("/")[2])
    if options := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return _joined([_type(option) for option in options])
    if "enum" in schema:
        return Type(" | ".join(str(value) for value in schema["enum"]))
    kind = schema.get("type", "")
    if kind == "array":
        inner = _type(schema.get("items", {}))
        return Type(f"list of {inner.words}", inner.shape, inner.after)
    kinds = " | ".join(kind) if isinstance(kind, list) else kind
    notes = [schema["format"]] if "format" in schema else []
    if "minimum" in schema and "maximum" in schema:
        notes.append(f"{schema['minimum']}–{schema['maximum']}")
    return Type(f"{kinds} ({', '.join(notes)})" if notes else kinds)


def _joined(types: list[Type]) -> Type:
    words = [kind.words + kind.shape + kind.after for kind in types]
    shapes = [kind for kind in types if kind.shape]
    if len(shapes) != 1:
        return Type(" | ".join(words))
    index = types.index(shapes[0])
    before = "".join(f"{word} | " for word in words[:index]) + shapes[0].words
    after = shapes[0].after + "".join(f" | {word}" for word in words[index + 1 :])
    return Type(before, shapes[0].shape, after)
