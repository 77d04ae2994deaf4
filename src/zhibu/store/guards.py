"""Objects are reached through a reader: a default manager that answers nobody until it is told who asks.

``Model.objects`` raises on every evaluation until ``.seen_by(reader, act)``; ``.unguarded("why")`` is the other
door, and a test lists its uses. The base manager stays plain, so that forward relations work. Rows are written
through the trail's door alone: the writing methods of a queryset raise.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q

from zhibu.kernel.readers import Reader, path_end

M = TypeVar("M", bound=models.Model, covariant=True)  # noqa: PLC0105  the one letter for a model


class Unguarded(RuntimeError):
    """A queryset was about to answer without knowing who asks: a mistake in the program, never shown to a user."""


class Unrecorded(RuntimeError):
    """A row was about to be written past the trail: a mistake in the program."""


def within(field: str, paths: Iterable[str]) -> Q:
    """The condition that a path column lies in one of the subtrees; nothing matches when there is none."""
    condition = Q(pk__in=())
    for number, path in enumerate(paths):
        part = Q(**{f"{field}__gte": path, f"{field}__lt": path_end(path)})
        condition = part if number == 0 else condition | part
    return condition


class GuardedQuerySet(models.QuerySet[M]):
    """Evaluation raises until the reader is known."""

    _opened: bool = False
    reach_field: ClassVar[str] = ""
    """The lookup of the path that decides who reaches a row; overridden through the model's ``reach_field``."""

    def seen_by(self, reader: Reader, act: str) -> Self:
        """Narrow to what the reader may see by this act, and open."""
        opened = self._open()
        if reader.everywhere:
            return opened
        model: Any = self.model
        condition = within(model.reach_field, reader.paths(act))
        if model.own_field and reader.person_id is not None and reader.may_own(act):
            former = reader.former if model.own_field != "pk" else ()
            condition |= Q(**{f"{model.own_field}__in": [reader.person_id, *former]})
        return opened.filter(condition)

    def unguarded(self, why: str) -> Self:
        """Open without a reader; the reason stands in the code and a test lists it."""
        if not why:
            message = "say why"
            raise Unguarded(message)
        return self._open()

    def _open(self) -> Self:
        clone: Self = self._chain()  # type: ignore[attr-defined]  # Django's own copy, which the stubs leave out
        clone._opened = True
        return clone

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # the same
        clone._opened = self._opened
        return clone

    def _ask(self) -> None:
        if not self._opened:
            message = f"{self.model.__name__} was read without seen_by(reader, act)"
            raise Unguarded(message)

    def _fetch_all(self) -> None:
        self._ask()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        """As Django's, for a known reader."""
        self._ask()
        return super().iterator(chunk_size)

    def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[Any]:
        """As Django's, for a known reader."""
        self._ask()
        return super().aiterator(chunk_size)

    def _combinator_query(self, combinator: str, *other_qs: Any, all: bool = False) -> Any:  # noqa: A002  Django's names
        """A union answers with the rows of each part: each must be open."""
        for one in (self, *other_qs):
            if isinstance(one, GuardedQuerySet):
                one._ask()  # noqa: SLF001  its own class
        return super()._combinator_query(combinator, *other_qs, all=all)  # type: ignore[misc]  # the same

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Statements of one's own stand in ``queries``, with the reader's subtrees in them, over a cursor."""
        message = f"{self.model.__name__} rows are not read by raw()"
        raise Unguarded(message)

    def code_of(self, row_id: int) -> str:
        """The code of one row, such as the one just made, for the address of its page; of models that have one."""
        return str(self.values_list("code", flat=True).get(pk=row_id))

    def count(self) -> int:
        """As Django's, for a known reader."""
        self._ask()
        return super().count()

    def exists(self) -> bool:
        """As Django's, for a known reader."""
        self._ask()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, for a known reader."""
        self._ask()
        return super().aggregate(*args, **kwargs)

    def explain(self, *, format: str | None = None, **options: Any) -> str:  # noqa: A002  Django's name
        """As Django's, for a known reader."""
        self._ask()
        return super().explain(format=format, **options)

    def update(self, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        self._refuse()

    def delete(self) -> NoReturn:
        """Rows are written through the trail's door."""
        self._refuse()

    def create(self, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        self._refuse()

    def get_or_create(self, defaults: Mapping[str, Any] | None = None, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        self._refuse()

    def update_or_create(self, defaults: Any = None, create_defaults: Any = None, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        self._refuse()

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        message = f"{self.model.__name__} rows are written through zhibu.trail.door"
        raise Unrecorded(message)


class Recorded(models.Model):
    """A row that leaves an audit row with each change, by construction. Each model brings its own guarded manager."""

    reach_field: ClassVar[str] = ""
    own_field: ClassVar[str] = ""
    trail_subject: ClassVar[tuple[str, str]] = ("", "")
    """Kind of the subject whose history this row belongs to, and the column that names it."""
    projections: ClassVar[frozenset[str]] = frozenset()
    """Columns that repeat what spans say; written beside them, without an audit row of their own."""
    repeats: ClassVar[frozenset[str]] = frozenset()
    """Columns that repeat other columns of the row for searching; of a new row the trail does not tell them again."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        message = f"{type(self).__name__} is written through zhibu.trail.door"
        raise Unrecorded(message)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Rows are written through the trail's door."""
        message = f"{type(self).__name__} is removed through zhibu.trail.door"
        raise Unrecorded(message)
