"""Dated spans: a fact with a first day and an end that is no longer part of it.

Ends are half-open and an open end is ``FAR``, so every read is ``valid_from <= on < valid_to``.
What must not overlap is said once, by ``NoOverlap``, and held by the database itself on SQLite and PostgreSQL.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import Q
from django.db.models.constraints import BaseConstraint

from zhibu.kernel.dates import FAR
from zhibu.store.guards import GuardedQuerySet, M

Model = type[models.Model] | None
Editor = BaseDatabaseSchemaEditor | None


class SpanQuerySet(GuardedQuerySet[M]):
    """Reads of spans that compose."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(valid_from__lte=day, valid_to__gt=day)

    def open(self) -> Self:
        """Those without an end."""
        return self.filter(valid_to=FAR)

    def during(self, first: date, end: date) -> Self:
        """Those that hold on at least one day of ``[first, end)``."""
        return self.filter(valid_from__lt=end, valid_to__gt=first)


class Span(models.Model):
    """A fact that holds from a day until another; never overwritten, only ended and succeeded."""

    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", default=FAR)

    class Meta:
        abstract = True


def span_check(name: str) -> models.CheckConstraint:
    """A span holds at least one day."""
    return models.CheckConstraint(condition=Q(valid_from__lt=models.F("valid_to")), name=name)


SQLITE_TRIGGER = """CREATE TRIGGER %(name)s_%(event)s BEFORE %(when)s ON %(table)s WHEN EXISTS (
SELECT 1 FROM %(table)s AS o WHERE %(match)s AND o.valid_from < NEW.valid_to AND NEW.valid_from < o.valid_to%(other)s)
BEGIN SELECT RAISE(ABORT, 'overlap: %(name)s'); END"""

POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION %(name)s_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
PERFORM 1 FROM %(parent)s WHERE id IN (SELECT %(parent_column)s FROM fresh) ORDER BY id FOR NO KEY UPDATE;
IF EXISTS (SELECT 1 FROM fresh n JOIN %(table)s o ON %(match)s AND o.id <> n.id
AND o.valid_from < n.valid_to AND n.valid_from < o.valid_to) THEN
RAISE EXCEPTION USING ERRCODE = '23P01', MESSAGE = 'overlap: %(name)s'; END IF; RETURN NULL; END $$"""

POSTGRES_TRIGGER = """CREATE TRIGGER %(name)s_%(event)s AFTER %(event)s ON %(table)s REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION %(name)s_check()"""


class NoOverlap(BaseConstraint):
    """Spans with the same keys never share a day, whoever writes them, one row or a million at a time.

    Triggers on both databases: the exclusion constraint of PostgreSQL costs three times as much in bulk,
    and SQLite has none. The first key is a foreign key; on PostgreSQL its rows are locked, so that two
    writers of one person wait for each other.
    """

    def __init__(self, *keys: str, name: str, carrying: Sequence[str] = ()) -> None:
        super().__init__(name=name)
        self.keys = keys
        self.carrying = tuple(carrying)
        """Columns that the index carries as well, so that a look-up of the day needs no second read."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """For migrations: the keys stand as positions."""
        path, _, kwargs = super().deconstruct()
        if self.carrying:
            kwargs["carrying"] = list(self.carrying)
        return path, self.keys, kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and (self.name, self.keys, self.carrying) == (other.name, other.keys, other.carrying)

    __hash__ = BaseConstraint.__hash__

    def _columns(self, model: type[models.Model]) -> list[str]:
        return [str(model._meta.get_field(key).column) for key in self.keys]  # type: ignore[union-attr]  # keys are own columns

    def _statements(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        table = Table(model._meta.db_table, editor.quote_name)
        columns = self._columns(model)
        parts: dict[str, Any] = {"table": table, "name": self.name}
        index = Statement(
            "CREATE INDEX %(name)s_ix ON %(table)s (%(columns)s)",
            columns=", ".join([*columns, "valid_from", "valid_to", *self.carrying]),
            **parts,
        )
        if editor.connection.vendor == "sqlite":
            match = " AND ".join(f"o.{column} = NEW.{column}" for column in columns)
            watched = ", ".join([*columns, "valid_from", "valid_to"])
            return [
                index,
                Statement(SQLITE_TRIGGER, event="insert", when="INSERT", match=match, other="", **parts),
                Statement(SQLITE_TRIGGER, event="update", when=f"UPDATE OF {watched}", match=match, other=" AND o.id <> NEW.id", **parts),
            ]
        match = " AND ".join(f"o.{column} = n.{column}" for column in columns)
        related = model._meta.get_field(self.keys[0]).related_model
        parent = Table(related._meta.db_table, editor.quote_name)  # type: ignore[union-attr]  # the first key is a foreign key
        return [
            index,
            Statement(POSTGRES_FUNCTION, parent=parent, parent_column=columns[0], match=match, **parts),
            Statement(POSTGRES_TRIGGER, event="insert", **parts),
            Statement(POSTGRES_TRIGGER, event="update", **parts),
        ]

    def constraint_sql(self, model: Model, schema_editor: Editor) -> str:
        """Within CREATE TABLE there is nothing to say: the triggers follow, also when Django remakes a table on SQLite."""
        if model is not None and schema_editor is not None:
            schema_editor.deferred_sql.extend(self._statements(model, schema_editor))
        return ""

    def create_sql(self, model: Model, schema_editor: Editor) -> Statement | None:  # type: ignore[override]  # it runs them itself
        """On a table that exists (PostgreSQL; SQLite remakes the table)."""
        if model is not None and schema_editor is not None:
            for statement in self._statements(model, schema_editor):
                schema_editor.execute(statement)
        return None

    def remove_sql(self, model: Model, schema_editor: Editor) -> Statement | None:  # type: ignore[override]  # the same
        """Drop the triggers with their function, and the index."""
        if model is None or schema_editor is None:
            return None
        table = Table(model._meta.db_table, schema_editor.quote_name)
        for event in ("insert", "update"):
            schema_editor.execute(Statement("DROP TRIGGER %(name)s_%(event)s ON %(table)s", name=self.name, event=event, table=table))
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.name}_check()")
        schema_editor.execute(f"DROP INDEX {self.name}_ix")
        return None

    def validate(self, model: type[models.Model], instance: models.Model, exclude: Any = None, using: str = "default") -> None:
        """Forms don't ask here: services say what overlaps in words, the database holds it."""
