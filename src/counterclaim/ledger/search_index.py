"""The full-text index: words and parts of words of every report, on SQLite and on PostgreSQL.

Both engines index the same folded text (`counterclaim.ledger.folding`) and answer alike. SQLite keeps two
FTS5 tables without a copy of the text, ``search_words`` (whole words) and ``search_parts`` (three-letter
sequences, for parts of words and for scripts that write no spaces); PostgreSQL keeps one table with a
``tsvector`` and, where the extension ``pg_trgm`` may be used, an index of three-letter sequences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from counterclaim.ledger.folding import fold

#: PostgreSQL holds at most a mebibyte of words and their positions a row; this many characters of folded text
#: stay below it whatever they say. What lies beyond is found by its parts.
_VECTOR_CHARACTERS = 250_000

_SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(folded, content='', "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")",
    "CREATE VIRTUAL TABLE search_parts USING fts5(folded, content='', tokenize='trigram')",
)
_POSTGRES = (
    "CREATE TABLE search_texts (report INTEGER PRIMARY KEY, folded TEXT NOT NULL, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_search_texts_words ON search_texts USING gin (words)",
)

#: Parts of words shorter than this cannot be looked up by three-letter sequences.
PART = 3


def make_index(connection: Connection) -> None:
    """Make the index's tables; part of the first migration."""
    if connection.dialect.name == "sqlite":
        for statement in _SQLITE:
            connection.exec_driver_sql(statement)
        return
    for statement in _POSTGRES:
        connection.exec_driver_sql(statement)
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            connection.exec_driver_sql(
                "CREATE INDEX ix_search_texts_parts ON search_texts USING gin (folded gin_trgm_ops)"
            )
    except DBAPIError:
        # Not installed, or not ours to add: parts of words are then found by going through the texts.
        return


def index_reports(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index reports, given their ``pk`` and what is to be found (title and text)."""
    folded = [{"report": pk, "folded": fold(words)} for pk, words in rows]
    if not folded:
        return
    if connection.dialect.name == "sqlite":
        for table in ("search_words", "search_parts"):
            statement = f"INSERT INTO {table}(rowid, folded) VALUES (:report, :folded)"  # noqa: S608 - fixed names
            connection.execute(text(statement), folded)
        return
    connection.execute(
        text(
            "INSERT INTO search_texts(report, folded, words) "
            "VALUES (:report, :folded, to_tsvector('simple', left(:folded, :most)))"
        ),
        [row | {"most": _VECTOR_CHARACTERS} for row in folded],
    )


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for: each of ``parts`` (a word, or a phrase in double quotes), folded.

    >>> Query.of('Torkham "border crossing"').parts
    ('torkham', 'border crossing')
    """

    parts: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> Query:
        """Read what was typed; what folds to nothing is left out."""
        found: list[str] = []
        for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words):
            # A word that folding parts ("Al-Qaim") is looked for in one piece.
            folded = fold(phrase or word)
            if folded and folded not in found:
                found.append(folded)
        return cls(tuple(found))

    def where_words(self, dialect: str) -> tuple[str, dict[str, str]]:
        """SQL that selects the ``pk`` of reports that have every part as whole words, and its values."""
        if dialect == "sqlite":
            match = " AND ".join(f'"{part}"' for part in self.parts)
            return "SELECT rowid AS pk FROM search_words WHERE search_words MATCH :match", {"match": match}
        values = {f"word{n}": part for n, part in enumerate(self.parts)}
        query = " && ".join(f"phraseto_tsquery('simple', :{name})" for name in values)
        return f"SELECT report AS pk FROM search_texts WHERE words @@ ({query})", values  # noqa: S608 - ours

    def where_parts(self, dialect: str) -> tuple[str, dict[str, str]] | None:
        """The same for parts of words; None where no part is long enough to look for."""
        if not self.parts or any(len(part) < PART for part in self.parts):
            return None
        if dialect == "sqlite":
            match = " AND ".join(f'"{part}"' for part in self.parts)
            return "SELECT rowid AS pk FROM search_parts WHERE search_parts MATCH :match", {"match": match}
        values = {f"part{n}": f"%{part}%" for n, part in enumerate(self.parts)}
        query = " AND ".join(f"folded LIKE :{name}" for name in values)
        return f"SELECT report AS pk FROM search_texts WHERE {query}", values  # noqa: S608 - ours
