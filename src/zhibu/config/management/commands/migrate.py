"""``migrate`` as Django has it, but an empty database is made as the models stand and counts as migrated: in a second, not in twenty.

Going through all migrations works out a hundred and fifty models anew for each of three hundred steps, and every first start would wait
for it, as would every process of the tests. Both ways end alike: tests/config/test_making.py compares what they leave, on both
databases. A migration that does what no model says, such as one that writes rows, fails that test, and then has to be done here as well.
"""

from typing import Any

from django.apps import apps
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

ONLY_WHOLE = ("app_label", "migration_name", "plan", "check_unapplied", "prune", "fake", "fake_initial")
"""Options that ask for something else than the whole database."""


class Command(migrate.Command):
    """Make an empty database at once, bring any other up step by step."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """As Django calls it; there is one database."""
        if any(options.get(name) for name in ONLY_WHOLE) or connection.introspection.table_names():
            done: str | None = super().handle(*args, **options)
            return done
        make_database()
        emit_post_migrate_signal(options["verbosity"], options["interactive"], connection.alias)
        return None


def make_database() -> None:
    """Every table of every model, and all migrations written down as applied; whole or not at all where the server can."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(connection).graph.nodes:
            recorder.record_applied(app, name)
