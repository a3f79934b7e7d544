"""The ledger's tables: one schema for SQLite and PostgreSQL.

What was read is only ever added: reports, readings, claims, judgements, runs. What linking makes of it
(mentions, incidents, origins, answers, what lists show) follows from that and is written anew when its
neighbourhood grows. Numbers (``pk``) are given out by the one writer that holds the lock.

The tables of the full-text index differ by engine and stand in `counterclaim.ledger.search_index`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

#: Names of constraints are laid down, so that a later migration can speak of them on either engine.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Ids, moments, keys: compared byte by byte on both engines, whatever language the server speaks.
KEY = String().with_variant(String(collation="C"), "postgresql")


def _pk() -> Column[int]:
    return Column("pk", Integer, primary_key=True, autoincrement=False)


#: What the file is: ``ledger`` (its own id), ``made`` (when), ``by`` (which version of counterclaim).
ABOUT = Table(
    "about",
    METADATA,
    Column("name", KEY, primary_key=True),
    Column("value", Text, nullable=False),
)

#: ``known`` and ``added`` are ISO 8601 in UTC to the second, so that text order is time order.
#: ``record`` is the report of the claim contract as JSON, without its text.
REPORTS = Table(
    "reports",
    METADATA,
    _pk(),
    Column("id", KEY, nullable=False, unique=True),
    Column("url", Text, index=True),
    Column("version", Integer, nullable=False),
    Column("outlet", Text),
    Column("language", KEY, nullable=False),
    Column("published", KEY),
    Column("known", KEY, nullable=False, index=True),
    Column("added", KEY, nullable=False, index=True),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("origin", KEY, index=True),
)

#: ``layers`` holds attributions, times, places and what stayed unread, as compressed JSON.
READINGS = Table(
    "readings",
    METADATA,
    _pk(),
    Column("report", ForeignKey("reports.pk"), nullable=False),
    Column("reader", KEY, nullable=False),
    Column("made", KEY, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("layers", LargeBinary, nullable=False),
    Index(None, "report", "reader", unique=True),
)

#: Who speaks: one row for each name (or description), actor and side; ``folded`` is the name for search.
SPEAKERS = Table(
    "speakers",
    METADATA,
    _pk(),
    Column("key", KEY, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("actor", KEY),
    Column("sides", Text, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("folded", Text, nullable=False),
)

#: ``record`` is the claim of the contract as JSON without its nulls. ``sides`` and ``victim_sides`` are
#: joined by ``|``. ``current`` is false for a claim of an older reading. ``words`` is the folded evidence.
CLAIMS = Table(
    "claims",
    METADATA,
    _pk(),
    Column("id", KEY, nullable=False),
    Column("report", ForeignKey("reports.pk"), nullable=False),
    Column("reading", ForeignKey("readings.pk"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("known", KEY, nullable=False),
    Column("kind", KEY, nullable=False),
    Column("stance", KEY, nullable=False),
    Column("sides", Text, nullable=False),
    Column("speaker", ForeignKey("speakers.pk")),
    Column("outcome", KEY),
    Column("victim_sides", Text),
    Column("low", Integer),
    Column("high", Integer),
    Column("bound", KEY),
    Column("facility", KEY),
    Column("state", KEY),
    Column("when_start", KEY),
    Column("when_end", KEY),
    Column("background", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("mention", Integer),
    Column("incident", KEY),
    Column("words", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index(None, "report", "id"),
    Index(None, "known"),
    Index(None, "kind", "known"),
    # Who spoke by a moment, and in how many reports, is answered from this index alone.
    Index(None, "speaker", "known", "current", "report"),
    Index(None, "facility", "known"),
    Index(None, "when_start", "when_end"),
    Index(None, "mention"),
    Index(None, "incident"),
)

#: How often each speaker spoke and was answered, by current readings (`counterclaim.ledger.tallies`).
SPEAKER_TALLIES = Table(
    "speaker_tallies",
    METADATA,
    Column("speaker", ForeignKey("speakers.pk"), primary_key=True, autoincrement=False),
    Column("claims", Integer, nullable=False, index=True),
    Column("reports", Integer, nullable=False),
    Column("denied", Integer, nullable=False),
    Column("unconfirmed", Integer, nullable=False),
    Column("first_known", KEY, nullable=False),
    Column("last_known", KEY, nullable=False),
)

#: What a claim can be found by: ``side:…``, ``victims:…``, ``place:…``, ``country:…``.
CLAIM_TERMS = Table(
    "claim_terms",
    METADATA,
    Column("term", KEY, primary_key=True),
    Column("known", KEY, primary_key=True),
    Column("claim", ForeignKey("claims.pk"), primary_key=True),
    sqlite_with_rowid=False,
)

MENTIONS = Table(
    "mentions",
    METADATA,
    _pk(),
    Column("id", KEY, nullable=False, unique=True),
    Column("report", ForeignKey("reports.pk"), nullable=False, index=True),
    Column("record", Text, nullable=False),
)

#: Under which keys linking finds a mention. No index by mention: the mention itself says its keys.
MENTION_KEYS = Table(
    "mention_keys",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("mention", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

#: ``record`` is the incident as linking gave it, ``summary`` what lists show (`Listed`).
#: ``start`` and ``end`` are empty where no day is known; ``days`` is how many it spans.
INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("id", KEY, primary_key=True),
    Column("family", KEY, nullable=False),
    Column("start", KEY, nullable=False),
    Column("end", KEY, nullable=False),
    Column("days", Integer, nullable=False),
    Column("period", Boolean, nullable=False),
    Column("first_known", KEY, nullable=False),
    Column("last_known", KEY, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("summary", Text, nullable=False),
    # As-of lists walk past what was not known yet; this index answers that without the rows.
    Index(None, "start", "id", "first_known", "period"),
    Index(None, "last_known", "id"),
    # By days first: an index that begins with a flag tempts SQLite to gather half the table by it.
    Index(None, "days", "period"),
)

#: What an incident can be found by, in the order of lists: ``side:…``, ``place:…``, ``verdict:…``.
INCIDENT_TERMS = Table(
    "incident_terms",
    METADATA,
    Column("term", KEY, primary_key=True),
    Column("start", KEY, primary_key=True),
    Column("incident", ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("first_known", KEY, nullable=False),
    sqlite_with_rowid=False,
)

#: Every id an incident ever had, with the key of a claim of its earliest mention: an old id leads to where
#: that claim stands now.
INCIDENT_NAMES = Table(
    "incident_names",
    METADATA,
    Column("id", KEY, primary_key=True),
    Column("anchor", KEY, nullable=False),
)

FINGERPRINTS = Table(
    "fingerprints",
    METADATA,
    Column("report", ForeignKey("reports.pk"), primary_key=True),
    Column("record", Text, nullable=False),
)

FINGERPRINT_KEYS = Table(
    "fingerprint_keys",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("report", ForeignKey("reports.pk"), primary_key=True),
    sqlite_with_rowid=False,
)

ORIGINS = Table(
    "origins",
    METADATA,
    Column("id", KEY, primary_key=True),
    Column("voice", KEY, nullable=False),
    Column("record", Text, nullable=False),
)

ANSWERS = Table(
    "answers",
    METADATA,
    Column("incident", ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    Column("answer", ForeignKey("claims.pk"), primary_key=True),
    Column("answered", ForeignKey("claims.pk"), primary_key=True, index=True),
    Column("stance", KEY, nullable=False),
    Column("record", Text, nullable=False),
    Index(None, "answer"),
    sqlite_with_rowid=False,
)

#: A crossing, road or airport that a status claim names (``border:AF-PK`` for a border's crossings, ``?name``
#: for what the table of facilities does not know): ``summary`` is its timeline by the latest words.
FACILITIES = Table(
    "facilities",
    METADATA,
    Column("id", KEY, primary_key=True),
    Column("name", Text, nullable=False),
    Column("last_known", KEY, nullable=False, index=True),
    Column("claims", Integer, nullable=False),
    Column("summary", Text, nullable=False),
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("id", KEY, primary_key=True),
    Column("verb", KEY, nullable=False),
    Column("subject", KEY, nullable=False, index=True),
    Column("other", KEY, index=True),
    Column("value", Text),
    Column("note", Text),
    Column("who", Text, nullable=False),
    Column("at", KEY, nullable=False),
    Column("undone", KEY),
)

RUNS = Table(
    "runs",
    METADATA,
    _pk(),
    Column("started", KEY, nullable=False),
    Column("ended", KEY),
    Column("reader", KEY, nullable=False),
    Column("inputs", Text, nullable=False),
    Column("read", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("note", Text),
)

RUN_ITEMS = Table(
    "run_items",
    METADATA,
    Column("run", ForeignKey("runs.pk"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("outcome", KEY, nullable=False),
    Column("label", Text, nullable=False),
    Column("report", KEY),
    Column("claims", Integer, nullable=False),
    Column("code", KEY),
    Column("reason", Text),
    sqlite_with_rowid=False,
)
