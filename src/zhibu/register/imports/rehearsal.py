"""A preview is the import itself, rolled back: what it says is then what will happen.

Rows of a rehearsal take numbers from a range of their own, so that no sequence moves, and leave no audit row.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import models, transaction

from zhibu.register.models import Organisation
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work

Model = type[models.Model]

FIRST: Final = 5_000_000_000
FIRST_ORGANISATION: Final = 9_000_000
"""A step of a path has seven digits."""


class Rehearsal(Work):
    """A door that writes rows and no trail."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor, "import.rehearsal", reason="")
        self._next: dict[Model, int] = defaultdict(lambda: FIRST)
        self._next[Organisation] = FIRST_ORGANISATION

    @property
    def operation_id(self) -> int:
        """There is none."""
        return 0

    def reserve(self, model: Model, count: int) -> list[int]:
        """Numbers that no row has."""
        first = self._next[model]
        self._next[model] = first + count
        return list(range(first, first + count))

    def put(self, model: Model, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
        """Insert rows."""
        if values:
            rows.insert(model, columns, values)

    def add(self, model: Model, **values: Any) -> int:
        """Insert one row; a number that was reserved before comes as ``id``."""
        row_id: int = values.pop("id", None) or self.reserve(model, 1)[0]
        self.put(model, ("id", *values), [(row_id, *(rows.prepared(model, name, value) for name, value in values.items()))])
        return row_id

    def _begun(self) -> tuple[int, bytes]:
        return 0, b""

    def _tell(
        self, model: Model, row_id: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, *, subject: int | None = None
    ) -> None:
        """Nobody is told."""

    def flush(self) -> None:
        """Nothing was told."""

    def finish(self) -> None:
        """Nothing was told."""


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction of which nothing stays."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
