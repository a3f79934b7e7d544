"""What the API answers, as JSON Schema: made from the records themselves, so that it cannot drift."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from counterclaim.contract.claims_json import claim_json, reading_json, report_json
from counterclaim.ledger.records import Dossier, Listed, Run, SourceRow
from counterclaim.model import (
    Answer,
    Change,
    Claim,
    Contention,
    CrossingTimeline,
    Event,
    Incident,
    Judgement,
    Origin,
    PolicyFigure,
    Question,
    Reading,
    Report,
    Span,
    Speaker,
    Voice,
)

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_TEXT_OR_NULL: Json = {"type": ["string", "null"]}
_NUMBER: Json = {"type": "integer"}
_SCALARS: dict[Any, Json] = {
    str: _TEXT,
    int: _NUMBER,
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}
#: Fields that JSON has besides those of the record.
_MORE: dict[type, Json] = {
    Contention: {"label": _TEXT, "claims": {"type": "array", "items": _TEXT}},
    CrossingTimeline: {"claims": {"type": "array", "items": _TEXT}},
    Question: {"key": _TEXT},
    Speaker: {"share_anonymous": {"type": "number"}},
}


def ref(name: str) -> Json:
    """A pointer to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def array(items: Json) -> Json:
    """A list of what fits ``items``."""
    return {"type": "array", "items": items}


def object_of(properties: Json) -> Json:
    """An object that has all of these fields and may get more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def answered(data: Json) -> Json:
    """The one shape of success."""
    return object_of({"data": data, "next": _TEXT_OR_NULL, "as_of": _TEXT_OR_NULL, "on": _TEXT_OR_NULL})


def components() -> dict[str, Json]:
    """Every component by its name.

    >>> sorted(components()["Error"]["properties"]["error"]["properties"])
    ['code', 'do', 'what', 'why']
    """
    made: dict[str, Json] = {}
    for record in (
        Answer,
        Change,
        Contention,
        CrossingTimeline,
        Incident,
        Judgement,
        Listed,
        Origin,
        PolicyFigure,
        Run,
        SourceRow,
        Speaker,
        Voice,
    ):
        _of(record, made)
    made["Error"] = object_of({"error": object_of(dict.fromkeys(("code", "what", "why", "do"), _TEXT))})
    made["Report"] = _like(report_json(Report("x")), "A report of the claim contract, without its text.")
    del made["Report"]["properties"]["text"]
    made["Report"]["required"].remove("text")
    sample = Claim("c_1", "event", "asserts", (Span(0, 1, "x"),), Event("ASSAULT"))
    made["Claim"] = _like(claim_json(sample), "A claim of the contract, schema 1 (docs/claims.md).")
    made["Told"] = object_of(
        {
            "key": _TEXT,
            "known": _TEXT,
            "origin": _TEXT_OR_NULL,
            "incident": _TEXT_OR_NULL,
            "report": ref("Report"),
            "claim": ref("Claim"),
        }
    )
    made["Judged"] = object_of({**made["Told"]["properties"], "judgements": array(ref("Judgement"))})
    made["Version"] = object_of(
        {
            "report": ref("Report"),
            "known": _TEXT,
            "added": _TEXT,
            "origin": _TEXT_OR_NULL,
            "reader": _TEXT_OR_NULL,
            "claims": _NUMBER,
        }
    )
    made["Reading"] = _reading()
    made["Hit"] = object_of(
        {
            "report": ref("Report"),
            "known": _TEXT,
            "claims": _NUMBER,
            "excerpt": object_of({"before": _TEXT, "words": _TEXT, "after": _TEXT}),
        }
    )
    made["Dossier"] = _dossier()
    made["Crossing"] = object_of({"timeline": ref("CrossingTimeline"), "claims": array(ref("Told"))})
    return made


def _reading() -> Json:
    contract = _like(reading_json(Reading(Report("x"))), "A report with its claims: the contract, schema 1.")
    text = {"text": _TEXT, "text_from": _NUMBER, "text_length": _NUMBER}
    contract["properties"] |= {
        "report": {"allOf": [ref("Report"), object_of(text)]},
        "claims": array(ref("Claim")),
        "version": ref("Version"),
    }
    contract["required"].append("version")
    return contract


def _dossier() -> Json:
    lists = {
        "contentions": "Contention",
        "figures": "PolicyFigure",
        "answers": "Answer",
        "voices": "Voice",
        "origins": "Origin",
        "judgements": "Judgement",
        "claims": "Told",
    }
    assert {"asked", "incident", "told"} <= {f.name for f in fields(Dossier)}  # noqa: S101 - the record's shape
    return object_of(
        {
            "incident": ref("Incident"),
            "asked": _TEXT_OR_NULL,
            **{name: array(ref(of)) for name, of in lists.items()},
        }
    )


def _like(example: Json, words: str) -> Json:
    """The fields of a contract's object; its values are as docs/claims.md has them."""
    shape = object_of({name: _kind(value) for name, value in example.items()})
    return {"description": words, **shape}


def _kind(value: Any) -> Json:
    if isinstance(value, list):
        return {"type": "array"}
    if isinstance(value, bool | int | float):
        return _SCALARS[type(value)]
    # Null in the example, or text that may be null in another, or one of several payloads.
    return {}


def _of(hint: Any, made: dict[str, Json]) -> Json:
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return {"anyOf": [_of(one, made) for one in inner]}
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return array(_of(inner[0], made))
    if origin is tuple:
        return {"type": "array", "prefixItems": [_of(one, made) for one in inner]}
    if is_dataclass(hint) and isinstance(hint, type):
        name = hint.__name__
        if name not in made:
            made[name] = {}
            hints = get_type_hints(hint)
            shape = {f.name: _of(hints[f.name], made) for f in fields(hint)}
            words = (hint.__doc__ or "").split("\n\n")[0].strip()
            made[name] = {"description": words, **object_of({**_MORE.get(hint, {}), **shape})}
        return ref(name)
    raise TypeError(hint)
