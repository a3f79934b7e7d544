"""The first schema: every table as it was in version 0.2."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from counterclaim.ledger.search_index import make_index

revision = "0001"
down_revision = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table and the full-text index."""
    op.create_table(
        "about",
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
    )
    op.create_table(
        "facilities",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_known", KEY, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilities")),
    )
    op.create_index(op.f("ix_facilities_last_known"), "facilities", ["last_known"], unique=False)
    op.create_table(
        "incident_names",
        sa.Column("id", KEY, nullable=False),
        sa.Column("anchor", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_names")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", KEY, nullable=False),
        sa.Column("family", KEY, nullable=False),
        sa.Column("start", KEY, nullable=False),
        sa.Column("end", KEY, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("period", sa.Boolean(), nullable=False),
        sa.Column("first_known", KEY, nullable=False),
        sa.Column("last_known", KEY, nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_days_period"), "incidents", ["days", "period"], unique=False)
    op.create_index(op.f("ix_incidents_last_known_id"), "incidents", ["last_known", "id"], unique=False)
    op.create_index(
        op.f("ix_incidents_start_id_first_known_period"),
        "incidents",
        ["start", "id", "first_known", "period"],
        unique=False,
    )
    op.create_table(
        "judgements",
        sa.Column("id", KEY, nullable=False),
        sa.Column("verb", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("other", KEY, nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", KEY, nullable=False),
        sa.Column("undone", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_index(op.f("ix_judgements_other"), "judgements", ["other"], unique=False)
    op.create_index(op.f("ix_judgements_subject"), "judgements", ["subject"], unique=False)
    op.create_table(
        "mention_keys",
        sa.Column("key", KEY, nullable=False),
        sa.Column("mention", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "mention", name=op.f("pk_mention_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "origins",
        sa.Column("id", KEY, nullable=False),
        sa.Column("voice", KEY, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origins")),
    )
    op.create_table(
        "reports",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("language", KEY, nullable=False),
        sa.Column("published", KEY, nullable=True),
        sa.Column("known", KEY, nullable=False),
        sa.Column("added", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("origin", KEY, nullable=True),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
    )
    op.create_index(op.f("ix_reports_added"), "reports", ["added"], unique=False)
    op.create_index(op.f("ix_reports_known"), "reports", ["known"], unique=False)
    op.create_index(op.f("ix_reports_origin"), "reports", ["origin"], unique=False)
    op.create_index(op.f("ix_reports_url"), "reports", ["url"], unique=False)
    op.create_table(
        "runs",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started", KEY, nullable=False),
        sa.Column("ended", KEY, nullable=True),
        sa.Column("reader", KEY, nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_runs")),
    )
    op.create_table(
        "speakers",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("actor", KEY, nullable=True),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_speakers")),
        sa.UniqueConstraint("key", name=op.f("uq_speakers_key")),
    )
    op.create_table(
        "fingerprint_keys",
        sa.Column("key", KEY, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.pk"], name=op.f("fk_fingerprint_keys_report")),
        sa.PrimaryKeyConstraint("key", "report", name=op.f("pk_fingerprint_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fingerprints",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.pk"], name=op.f("fk_fingerprints_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_fingerprints")),
    )
    op.create_table(
        "incident_terms",
        sa.Column("term", KEY, nullable=False),
        sa.Column("start", KEY, nullable=False),
        sa.Column("incident", KEY, nullable=False),
        sa.Column("first_known", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name=op.f("fk_incident_terms_incident"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("term", "start", "incident", name=op.f("pk_incident_terms")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_incident_terms_incident"), "incident_terms", ["incident"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.pk"], name=op.f("fk_mentions_report")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_mentions")),
        sa.UniqueConstraint("id", name=op.f("uq_mentions_id")),
    )
    op.create_index(op.f("ix_mentions_report"), "mentions", ["report"], unique=False)
    op.create_table(
        "readings",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("reader", KEY, nullable=False),
        sa.Column("made", KEY, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("layers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.pk"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_report_reader"), "readings", ["report", "reader"], unique=True)
    op.create_table(
        "run_items",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", KEY, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("report", KEY, nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.pk"], name=op.f("fk_run_items_run")),
        sa.PrimaryKeyConstraint("run", "number", name=op.f("pk_run_items")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("stance", KEY, nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("outcome", KEY, nullable=True),
        sa.Column("victim_sides", sa.Text(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("bound", KEY, nullable=True),
        sa.Column("facility", KEY, nullable=True),
        sa.Column("state", KEY, nullable=True),
        sa.Column("when_start", KEY, nullable=True),
        sa.Column("when_end", KEY, nullable=True),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=True),
        sa.Column("incident", KEY, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.pk"], name=op.f("fk_claims_reading")),
        sa.ForeignKeyConstraint(["report"], ["reports.pk"], name=op.f("fk_claims_report")),
        sa.ForeignKeyConstraint(["speaker"], ["speakers.pk"], name=op.f("fk_claims_speaker")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_facility_known"), "claims", ["facility", "known"], unique=False)
    op.create_index(op.f("ix_claims_incident"), "claims", ["incident"], unique=False)
    op.create_index(op.f("ix_claims_kind_known"), "claims", ["kind", "known"], unique=False)
    op.create_index(op.f("ix_claims_known"), "claims", ["known"], unique=False)
    op.create_index(op.f("ix_claims_mention"), "claims", ["mention"], unique=False)
    op.create_index(op.f("ix_claims_report_id"), "claims", ["report", "id"], unique=False)
    op.create_index(op.f("ix_claims_speaker_known"), "claims", ["speaker", "known"], unique=False)
    op.create_index(op.f("ix_claims_when_start_when_end"), "claims", ["when_start", "when_end"], unique=False)
    op.create_table(
        "answers",
        sa.Column("incident", KEY, nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("stance", KEY, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["claims.pk"], name=op.f("fk_answers_answer")),
        sa.ForeignKeyConstraint(["answered"], ["claims.pk"], name=op.f("fk_answers_answered")),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name=op.f("fk_answers_incident"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("incident", "answer", "answered", name=op.f("pk_answers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_answers_answer"), "answers", ["answer"], unique=False)
    op.create_index(op.f("ix_answers_answered"), "answers", ["answered"], unique=False)
    op.create_table(
        "claim_terms",
        sa.Column("term", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.pk"], name=op.f("fk_claim_terms_claim")),
        sa.PrimaryKeyConstraint("term", "known", "claim", name=op.f("pk_claim_terms")),
        sqlite_with_rowid=False,
    )
    make_index(op.get_bind())
