"""Who prints the news: wire agencies and outlets, their owners, and whether a state controls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from counterclaim.knowledge.matcher import Hit, NameMatcher, fold
from counterclaim.knowledge.toml_table import BadRow, rows

OutletKind = Literal["agency", "outlet"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_KEYS = frozenset(
    {
        "id",
        "name",
        "short",
        "kind",
        "country",
        "family",
        "state_control",
        "aliases",
        "weak",
        "domains",
        "source",
    }
)

# A weak name ("Dawn", "MENA", "AP") is a title only beside one of these words; chosen by reading the
# sentences of the sample newsroom and of the Syrian set in which such a name stood.
_BEFORE = re.compile(
    r"(?:\b(?:told|tells|telling|citing|cites|cited|quoting|quoted by|cited by|reported by|according to|"
    r"informed|interview (?:with|by|to)|speaking to|spoke to|statement to|"
    r"agency|newspaper|daily|broadcaster|channel|outlet|magazine|portal|wire|website|reporter|(?:in|"
    r"with) inputs? from)"
    r"(?: (?:the|local|private|state|state-run|official))?,?|[(])\s*[\"'“‘]?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\"'”’]?(?:'s|’s)?(?: (?:also|later|has|had|earlier|itself))?[ ,]{1,2}(?:news ?(?:agency|wire|"
    r"channel|paper|room)?\b|"
    r"agency|newspaper|daily|broadcaster|channel\b|TV\b|television|radio|website|correspondent|reporter|"
    r"journalist|"
    r"reported|reports|reporting|said|says|quoted|quotes|quoting|cited|cites|citing|carried|published|"
    r"wrote|writes|noted|notes|added|learned|understands|aired|broadcast)|\s?\)",
    re.IGNORECASE,
)
#: How far the context of a weak name is looked at, in characters: the longest pattern above fits.
_REACH = 48


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news agency or outlet.

    ``short`` is the name a chain uses ("AFP"); ``country`` ISO 3166-1 alpha-2; ``family`` the owner
    family, so that two titles of one owner count as one voice; ``state_control`` whether a state, a
    ruling party or a de facto authority controls what it prints; ``domains`` the hosts it publishes at.

    >>> Outlet("afp", "Agence France-Presse", "AFP", "agency", "FR", "afp").state_control
    False
    """

    id: str
    name: str
    short: str
    kind: OutletKind
    country: str
    family: str
    state_control: bool = False
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    source: str = ""


def _strings(row: dict[str, Any], key: str) -> tuple[str, ...]:
    """A list of distinct, trimmed, non-empty strings; raises `BadRow` otherwise."""
    value = row.get(key, [])
    if not isinstance(value, list) or any(not isinstance(v, str) or not v or v != v.strip() for v in value):
        raise BadRow(f"{key} must be a list of names without stray spaces")
    if len(set(value)) != len(value):
        raise BadRow(f"{key} names something twice")
    return tuple(value)


def _outlet(row: dict[str, Any]) -> Outlet:
    if unknown := sorted(set(row) - _KEYS):
        raise BadRow(f"unknown key {', '.join(unknown)}")
    for key in ("id", "name", "kind", "country", "source"):
        if not isinstance(row[key], str) or not row[key].strip():
            raise BadRow(f"{key} must be a text")
    if not _ID.fullmatch(row["id"]):
        raise BadRow("id must be lower-case letters, digits and hyphens")
    if row["kind"] not in ("agency", "outlet"):
        raise BadRow(f"kind {row['kind']!r} is neither agency nor outlet")
    if not _COUNTRY.fullmatch(row["country"]):
        raise BadRow(f"country {row['country']!r} is not an ISO 3166-1 alpha-2 code")
    if not isinstance(row.get("state_control", False), bool):
        raise BadRow("state_control must be true or false")
    aliases, weak, domains = _strings(row, "aliases"), _strings(row, "weak"), _strings(row, "domains")
    if both := sorted(set(aliases) & set(weak)):
        raise BadRow(f"{', '.join(both)} is both an alias and a weak name")
    for host in domains:
        if not _HOST.fullmatch(host) or host.startswith("www."):
            raise BadRow(f"domain {host!r} is not a bare host name")
    return Outlet(
        row["id"],
        row["name"],
        row.get("short", row["name"]),
        row["kind"],
        row["country"],
        row.get("family", row["id"]),
        row.get("state_control", False),
        aliases,
        weak,
        domains,
        row["source"],
    )


class OutletTable:
    """All known outlets, findable by id, by name, by host and in running text.

    >>> table = outlets()
    >>> table.by_host("www.dawn.com").family
    'dawn-group'
    >>> [hit.value[0].short for hit in table.find("At dawn, an official told AFP and Dawn newspaper.")]
    ['AFP', 'Dawn']
    """

    def __init__(self, entries: Iterable[Outlet]) -> None:
        self._by_id: dict[str, Outlet] = {}
        self._by_host: dict[str, Outlet] = {}
        self._by_name: dict[str, list[Outlet]] = {}
        self._weak: set[str] = set()
        names: list[tuple[str, Outlet]] = []
        for entry in entries:
            self._by_id[entry.id] = entry
            for host in entry.domains:
                self._by_host[host] = entry
            for name in dict.fromkeys((entry.name, entry.short, *entry.aliases, *entry.weak)):
                names.append((name, entry))
                known = self._by_name.setdefault(fold(name).casefold(), [])
                if entry not in known:
                    known.append(entry)
            self._weak.update(fold(name) for name in entry.weak)
        self._matcher = NameMatcher(names)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_id.values())

    def get(self, id: str) -> Outlet | None:
        """The outlet with that id, or None."""
        return self._by_id.get(id)

    def named(self, name: str) -> Outlet | None:
        """The one outlet of that name, alias or short name (in any case); None when none or several are.

        >>> outlets().named("agence france-presse").short
        'AFP'
        """
        known = self._by_name.get(fold(name).strip().casefold(), [])
        return known[0] if len(known) == 1 else None

    def by_host(self, host: str) -> Outlet | None:
        """The outlet that publishes at ``host`` or at a domain above it, or None.

        >>> outlets().by_host("edition.cnn.com").name
        'CNN'
        """
        labels = host.strip().rstrip(".").lower().split(".")
        for i in range(len(labels) - 1):
            if found := self._by_host.get(".".join(labels[i:])):
                return found
        return None

    def find(self, text: str) -> list[Hit[list[Outlet]]]:
        """Outlets named in a text, left to right; a title that two share gives both.

        Names are case-sensitive. A weak name (one that is also an ordinary word, a person or another
        body) counts only beside a word of the trade: "told Dawn", "MENA reported", "(AP)".
        """
        found = []
        for hit in self._matcher.find(text):
            if fold(text[hit.start : hit.end]) in self._weak and not (
                _BEFORE.search(text, max(0, hit.start - _REACH), hit.start)
                or _AFTER.match(text, hit.end, hit.end + _REACH)
            ):
                continue
            found.append(hit)
        return found


def load(text: str | None = None) -> OutletTable:
    """Read and check the table; ``text`` replaces the packaged file.

    Raises `CounterclaimError` CC202 with the row's number where a row is malformed, or takes the id or
    the host of a row before it.

    >>> row = '[[outlet]]\\nid = "x"\\nname = "The X"\\nkind = "outlet"\\ncountry = "NL"\\nsource = "own"'
    >>> load(row).named("the x").family
    'x'
    """
    taken: dict[str, str] = {}

    def checked(row: dict[str, Any]) -> Outlet:
        entry = _outlet(row)
        for key in (f"id {entry.id}", *(f"host {host}" for host in entry.domains)):
            if key in taken:
                raise BadRow(f"the {key} is taken by {taken[key]}")
            taken[key] = entry.name
        return entry

    return OutletTable(rows("outlets", "outlet", checked, text=text))


@lru_cache(maxsize=1)
def outlets() -> OutletTable:
    """The packaged table (``tables/outlets.toml``), read and checked once.

    >>> outlets().get("afp").name
    'Agence France-Presse'
    """
    return load()
