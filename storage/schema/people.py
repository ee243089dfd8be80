"""People, and what the bot is asking them."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text, text

from storage.schema.columns import Moment, metadata

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", Text, nullable=False),
    Column("language_chosen", Boolean, nullable=False),
    Column("time_zone", Text),
    Column("unreachable_since", Moment),
    Column("delivery", Text, nullable=False, server_default=text("'at_once'")),
    Column("quiet", Boolean, nullable=False, server_default=text("true")),
    Column("forgotten_at", Moment),
    Column("country", Text),
    Column("country_proved_at", Moment),
    Column("alerts", Integer, nullable=False, server_default=text("0")),
    Column("met_at", Moment, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("ask", Text, nullable=False),
    Column("subject", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
