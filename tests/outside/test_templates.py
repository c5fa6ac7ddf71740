"""The schema of a template's data against what the server itself says of the same data."""

from __future__ import annotations

import copy
import json
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest

from conftest import templates

# Where a schema cannot say it, or its vocabulary does not, the server is the stricter: days
# out of a field's range (formatMinimum is no word of the standard vocabularies), a text that
# only looks as if it had words.
STRICTER = {"before the first day", "after the last day", "only what cannot be seen"}

# Where white space is no part of a text, the server is the milder.
MILDER = {"padded beyond its length"}

Path = tuple[str | int, ...]


def ask(url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def inner(schema: dict) -> dict:
    """What a property asks for where it is not left empty."""
    return schema["anyOf"][0] if "anyOf" in schema else schema


def at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def spots(schema: dict, data: Any, path: Path = (), must: bool = True) -> Iterator[tuple[Path, dict, bool]]:
    """Every value of the data that a schema speaks of, with its schema and whether it must be."""
    schema = inner(schema)
    yield path, schema, must
    if schema.get("type") == "object" and isinstance(data, dict):
        for key, value in data.items():
            needed = key in schema.get("required", [])
            yield from spots(schema["properties"][key], value, (*path, key), needed)
    if schema.get("type") == "array" and isinstance(data, list) and data:
        yield from spots(schema["items"], data[0], (*path, 0))


def mutations(schema: dict, sample: dict) -> Iterator[tuple[str, Path, dict]]:
    """Data that differs from the sample in one thing: what, where, and the data."""
    all_spots = [spot for spot in spots(schema, sample) if spot[0]]
    counts: dict[str, int] = {}

    def changed(name: str, path: Path, value: Any, most: int = 2) -> Iterator[tuple[str, Path, dict]]:
        if counts.get(name, 0) < most:
            counts[name] = counts.get(name, 0) + 1
            data = copy.deepcopy(sample)
            at(data, path[:-1])[path[-1]] = value
            yield name, path, data

    def without(name: str, path: Path, most: int = 3) -> Iterator[tuple[str, Path, dict]]:
        if counts.get(name, 0) < most:
            counts[name] = counts.get(name, 0) + 1
            data = copy.deepcopy(sample)
            del at(data, path[:-1])[path[-1]]
            yield name, path, data

    yield from changed("an unknown key", ("nobody_asks_for_this",), 1)
    for path, found, must in all_spots:
        value, kind = at(sample, path), found["type"]
        if isinstance(path[-1], str):
            yield from without(f"{'needed' if must else 'optional'} key dropped", path)
            yield from changed(f"{'needed' if must else 'optional'} null", path, None)
        else:
            yield from changed("a null entry", path, None)
        for wrong, name in ((7, "number"), ("7", "text"), (True, "switch"), ([], "list"), ({}, "record")):
            yield from changed(f"a {name} for {kind}", path, wrong, 1)
        if kind == "object":
            yield from changed("an unknown key inside", (*path, "nobody"), "x")
        if kind == "array":
            yield from changed("too few entries", path, value[: max(found.get("minItems", 0) - 1, 0)])
            if "maxItems" in found and value:
                yield from changed("too many entries", path, [value[0]] * (found["maxItems"] + 1), 1)
                yield from changed("as many entries as may be", path, [value[0]] * found["maxItems"], 1)
        if kind == "integer":
            for number in (found.get("minimum", -1) - 1, found.get("maximum", 10**9) + 1, 1.5, 1.0, -1, 0):
                yield from changed(f"the number {number}", path, number, 1)
        if kind != "string":
            continue
        yield from changed(f"{'needed' if must else 'optional'} empty", path, "")
        yield from changed(f"{'needed' if must else 'optional'} blank", path, " \t ")
        if found.get("format") == "date":
            for day in ("2026-02-30", "2026-13-01", "05/03/2026", "2026-3-5", "2026-03-05T00:00:00", "٢٠٢٦-٠٣-٠٥"):
                yield from changed(f"the day {day}", path, day, 1)
            if "formatMinimum" in found:
                yield from changed("before the first day", path, "1900-01-01")
            if "formatMaximum" in found:
                yield from changed("after the last day", path, "2999-12-31")
        elif "oneOf" in found:
            yield from changed("no choice", path, "khác hẳn")
            for choice in found["oneOf"]:
                yield from changed(f"the choice {choice['const']}", path, choice["const"], 1)
        elif any(rule["pattern"] != r"\S" for rule in found.get("allOf", [])):
            yield from changed("not of the pattern", path, "§ § §")
        elif found["pattern"].startswith("^["):
            if "maxLength" in found:
                most = found["maxLength"]
                yield from changed("too long", path, "ờ" * (most + 1))
                yield from changed("as long as may be", path, "ờ" * most)
                yield from changed("padded beyond its length", path, " " * most + "ờ" + " ")
            yield from changed("a control character", path, "Hội \u0007nghị")
            yield from changed("a character that cannot be seen", path, "Hội \u200bnghị")
            if must:
                yield from changed("only what cannot be seen", path, "\u200b\u200b", 1)
            yield from changed(f"two lines where {'one' if 'A-' in found['pattern'] else 'many'}", path, "Hội\nnghị")
            yield from changed("hostile words", path, "{{ x }} | {% if %} <b> *a* Điều 1. \\ #x $x")
        else:
            yield from changed("no month", path, "2026-13")


@pytest.fixture(scope="session", params=templates())
def template(request: pytest.FixtureRequest, server: str) -> dict:
    url = f"{server}/api/v1/templates/{request.param}"
    return {"url": url, "schema": ask(f"{url}/schema"), "sample": ask(f"{url}/sample")}


@pytest.fixture(scope="session")
def judge() -> Callable[[dict], jsonschema.protocols.Validator]:
    dates = jsonschema.Draft202012Validator.FORMAT_CHECKER
    assert not dates.conforms("2026-02-30", "date")
    return lambda schema: jsonschema.Draft202012Validator(schema, format_checker=dates)


def test_the_sample_is_what_the_schema_asks_for(template, judge):
    jsonschema.Draft202012Validator.check_schema(template["schema"])
    faults = [f"{fault.json_path}: {fault.message}" for fault in judge(template["schema"]).iter_errors(template["sample"])]
    assert not faults, faults
    assert ask(template["url"] + "/validate", {"data": template["sample"]}) == {"valid": True, "problems": []}


def test_schema_and_server_judge_alike(template, judge):
    validator = judge(template["schema"])
    seen, differ = [], []
    for name, path, data in mutations(template["schema"], template["sample"]):
        schema = validator.is_valid(data)
        verdict = ask(template["url"] + "/validate", {"data": data})
        server = verdict["valid"]
        fits = server <= schema if name in STRICTER else schema <= server if name in MILDER else server == schema
        seen.append(schema)
        if not fits:
            codes = [(one["pointer"], one["code"]) for one in verdict["problems"]]
            differ.append(f"{name} at /{'/'.join(map(str, path))}: schema {schema}, server {server} {codes}")
        if not server:
            assert any(one["fault"] for one in verdict["problems"]), (name, verdict)
    assert not differ, "\n".join(differ)
    assert len(seen) >= 20 and True in seen and False in seen, len(seen)
