"""Counts kept for each speaker, and an index that answers who spoke by a moment without the claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")

_FILL = """
INSERT INTO speaker_tallies (speaker, claims, reports, denied, unconfirmed, first_known, last_known)
SELECT speaker, count(*), count(DISTINCT report), 0, 0, min(known), max(known)
FROM claims WHERE "current" AND speaker IS NOT NULL GROUP BY speaker
"""
_ANSWERED = """
UPDATE speaker_tallies SET {column} = (
    SELECT count(DISTINCT claims.pk) FROM claims JOIN answers ON answers.answered = claims.pk
    WHERE claims.speaker = speaker_tallies.speaker AND claims."current" AND answers.stance = '{stance}'
)
"""


def upgrade() -> None:
    """Make the table, fill it from the claims, and widen the index of claims by speaker."""
    op.create_table(
        "speaker_tallies",
        sa.Column("speaker", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("denied", sa.Integer(), nullable=False),
        sa.Column("unconfirmed", sa.Integer(), nullable=False),
        sa.Column("first_known", KEY, nullable=False),
        sa.Column("last_known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.pk"], name=op.f("fk_speaker_tallies_speaker")),
        sa.PrimaryKeyConstraint("speaker", name=op.f("pk_speaker_tallies")),
    )
    op.create_index(op.f("ix_speaker_tallies_claims"), "speaker_tallies", ["claims"], unique=False)
    op.drop_index(op.f("ix_claims_speaker_known"), "claims")
    op.create_index(
        op.f("ix_claims_speaker_known_current_report"),
        "claims",
        ["speaker", "known", "current", "report"],
        unique=False,
    )
    op.execute(_FILL)
    for column, stance in (("denied", "denies"), ("unconfirmed", "does_not_confirm")):
        op.execute(_ANSWERED.format(column=column, stance=stance))
