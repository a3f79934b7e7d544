"""Whether a claim, in the form of the JSON contract, is what a person wrote down to expect."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_PLAIN = frozenset({"agency", "channel", "stance", "kind", "form", "hypothetical", "background"})
_SIDES = frozenset({"victim_side", "accused_side", "towards", "scope"})
_INTERVALS = frozenset(
    {"when_start", "when_end", "said_start", "said_end", "period_start", "period_end", "from_start"}
)


def matches(found: Json, wanted: Json) -> bool:
    """Whether every key of ``wanted`` agrees with the claim (or attribution) ``found``.

    >>> matches({"kind": "event", "stance": "denies"}, {"stance": "denies"})
    True
    """
    return all(agrees(found, key, value) for key, value in wanted.items() if key not in ("layer", "note"))


def agrees(found: Json, key: str, value: Any) -> bool:
    """Whether one expectation holds. Words are looked for inside words; sides are compared as sets;
    an unknown ``low`` or ``high`` is written -1; an unknown side is written ``""``.

    >>> agrees({"kind": "casualties", "casualties": {"low": None}}, "low", -1)
    True
    """
    payload: Json = found.get(found.get("kind", ""), None) or {}
    if key in _PLAIN:
        return bool(found.get(key) == value)
    if key in _SIDES:
        return names(payload.get(key)) == names(value)
    if key in _INTERVALS:
        return bool(_interval(found, payload, key) == value)
    match key:
        case "source":
            return any(value.lower() in name.lower() for name in speakers(found))
        case "cue":
            return value in ((found["cue"] or {}).get("text") or "")
        case "content" | "evidence":
            return any(value in span["text"] for span in found[key])
        case "anonymous":
            return bool(_speaker(found).get("anonymous")) is bool(value)
        case "anonymity_reason":
            return (_speaker(found).get("anonymity_reason") is not None) is bool(value)
        case "hedge" | "answers":
            return (found[key] is not None) is bool(value)
        case "cue_class":
            return bool(found["class"] == value)
        case "side":
            return names(found.get("side")) == names(value)
        case "low" | "high":
            return bool(payload.get(key) == (None if value == -1 else value))
        case "subset" | "adds" | "supersedes":
            link = {"subset": "subset_of", "adds": "adds_to"}.get(key, key)
            return (payload.get(link) is not None) is bool(value)
        case "group":
            return bool((payload.get("victims") or {}).get("group") == value)
        case "facility":
            return value.lower() in (payload.get("facility_name") or "").lower()
        case "accused":
            return value in ((payload.get("accused") or {}).get("text") or "")
        case "own":
            return bool(payload.get("self") == value)
        case "where":
            return any(value in place["name"] or value in place["span"]["text"] for place in found["where"])
    return bool(payload.get(key) == value)


def speakers(found: Json) -> list[str]:
    """The words a speaker goes by: as it stands in the text, and resolved."""
    source, speaker = found.get("source") or {}, found.get("speaker") or {}
    return [name for name in (source.get("text"), source.get("name"), speaker.get("name")) if name]


def names(value: Any) -> set[str]:
    """One name, several or none, as a set."""
    if value is None or value == "":
        return set()
    return {value} if isinstance(value, str) else set(value)


def _speaker(found: Json) -> Json:
    return found.get("speaker") or found.get("source") or {}


def _interval(found: Json, payload: Json, key: str) -> Any:
    layer, end = key.split("_")
    interval = payload.get(layer) if layer in ("period", "from") else found.get(layer)
    return (interval or {}).get(end)
