"""What spans say today, repeated on the rows that lists read. Written beside the spans, rebuilt and compared by ``verify``."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from zhibu.accounts.services import bump_revision
from zhibu.register.models import ManagementCategory, Membership, MemberStatus, Name, Organisation, OrganisationForm, Person, Place
from zhibu.register.queries.projections import ORGANISATION_COLUMNS, PERSON_COLUMNS
from zhibu.register.rules.names import name_key
from zhibu.store.spans import SpanQuerySet
from zhibu.trail.door import Work

WHY: Final = "重算当前值"
PATH: Final = ORGANISATION_COLUMNS.index("now_path")
AT_ONCE: Final = 500


def people_as_of(ids: Iterable[int], on: date) -> Iterator[tuple[Any, ...]]:
    """For each person ``(now_path, now_organisation_id, now_status, now_category, id)`` as the spans say it."""
    for part in _parts(ids):
        roll = dict(_read(Membership, part, on).filter(relation="roll").values_list("person_id", "organisation_id"))
        status = dict(_read(MemberStatus, part, on).values_list("person_id", "status"))
        category = dict(_read(ManagementCategory, part, on).values_list("person_id", "category"))
        last = roll | _last_known([pk for pk in part if pk not in roll], on)
        paths = dict(Organisation.objects.unguarded(WHY).filter(pk__in=set(last.values())).values_list("pk", "now_path"))
        for pk in part:
            here = roll.get(pk)
            yield (
                paths.get(last.get(pk, 0), ""),
                here,
                status.get(pk, "") if here else "",
                category.get(pk, "") if here else "",
                pk,
            )


def _last_known(ids: list[int], on: date) -> dict[int, int]:
    """Somebody without a branch stays in the reach of the last known one."""
    ended = Membership.objects.unguarded(WHY).filter(person_id__in=ids, relation="roll", valid_to__lte=on).order_by("valid_to")
    return dict(ended.values_list("person_id", "organisation_id"))


def organisations_as_of(ids: Iterable[int], on: date) -> Iterator[tuple[Any, ...]]:
    """For each organisation the columns of ``ORGANISATION_COLUMNS`` and its number, as the spans say it; the last place stays."""
    for part in _parts(ids):
        names = _latest(Name, part, on, "name", "short_name")
        forms = _latest(OrganisationForm, part, on, "kind", "joint", "provisional")
        places = _latest(Place, part, on, "path", "parent_id")
        for pk in part:
            name, short_name = names.get(pk, ("", ""))
            path, parent_id = places.get(pk, ("", None))
            kind, joint, provisional = forms.get(pk, ("", False, False))
            yield name, short_name, kind, joint, provisional, path, parent_id, name_key(short_name or name).sort_key[:160], pk


def refresh_people(work: Work, ids: Iterable[int], on: date) -> None:
    """Bring persons' projections up to what their spans say."""
    work.project(Person, PERSON_COLUMNS, list(people_as_of(ids, on)))


def refresh_organisations(work: Work, ids: Iterable[int], on: date) -> None:
    """Bring organisations' projections up to what their spans say; people follow the path of their branch, or of their last one.

    Readers are kept in memory with the paths of their grants, so every process reads them afresh.
    """
    for part in _parts(ids):
        paths = dict(Organisation.objects.unguarded(WHY).filter(pk__in=part).values_list("pk", "now_path"))
        rows = list(organisations_as_of(part, on))
        work.project(Organisation, ORGANISATION_COLUMNS, rows)
        refresh_paths(work, {paths[row[-1]]: row[PATH] for row in rows if paths.get(row[-1], "") not in {"", row[PATH]}})
    bump_revision()


def refresh_paths(work: Work, moved: Mapping[str, str]) -> None:
    """People stand on the path of an organisation: old ones become new ones."""
    people = Person.objects.unguarded(WHY).filter(now_path__in=list(moved)).values_list("now_path", "pk")
    work.project(Person, ("now_path",), [(moved[path], pk) for path, pk in people])


def _latest(model: Any, ids: list[int], on: date, *columns: str) -> dict[int, tuple[Any, ...]]:
    """The span that holds, or the last one of an organisation that was dissolved."""
    rows = model.objects.unguarded(WHY).filter(organisation_id__in=ids, valid_from__lte=on).order_by("valid_from")
    return {row[0]: tuple(row[1:]) for row in rows.values_list("organisation_id", *columns)}


def _read(model: Any, ids: list[int], on: date) -> SpanQuerySet[Any]:
    found: SpanQuerySet[Any] = model.objects.unguarded(WHY).on(on).filter(person_id__in=ids)
    return found


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    unique = list(dict.fromkeys(ids))
    return (unique[start : start + AT_ONCE] for start in range(0, len(unique), AT_ONCE))
