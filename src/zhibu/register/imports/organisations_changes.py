"""Organisations that the register knows: corrected, renamed, of another kind, below another superior."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.imports import sets
from zhibu.register.imports.columns import ORGANISATION
from zhibu.register.imports.directory import Entry
from zhibu.register.imports.findings import FieldChange, problem_of
from zhibu.register.imports.organisations_reading import TEXTS, OrganisationRow
from zhibu.register.imports.session import Session
from zhibu.register.imports.settling import Held, SpanWrites, held, settle
from zhibu.register.models import Name, Organisation, OrganisationForm
from zhibu.register.rules.matching import identity_of
from zhibu.register.rules.organisations import may_move, stands_right
from zhibu.register.services.places import above, carry, moves_after, place_path, subtree
from zhibu.register.services.projections import refresh_organisations
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.trail.door import Work

WHY: Final = "导入党组织表时对照现有记录"
INTO_ITSELF: Final = Objection("into_itself", "不能移到自己或自己的下级之下。", remedy="请核对上级党组织。", field="parent")
UNDATED: Final = ("official_code", "founded_on", *TEXTS)


class OrganisationChanges:
    """What a table says otherwise than the register; gathered row by row, written together."""

    def __init__(self, session: Session, work: Work) -> None:
        self._session = session
        self._work = work
        self._on = session.options.on.isoformat()
        self._facts: dict[int, dict[str, Any]] | None = None
        self._corrected: list[tuple[int, dict[str, Any], dict[str, Any]]] = []
        self._renamed: dict[int, dict[str, Any]] = {}
        self._formed: dict[int, dict[str, Any]] = {}
        self._moved: list[tuple[int, int]] = []

    def compare(self, row: OrganisationRow, entry: Entry, superior: Entry | None) -> tuple[Entry, tuple[FieldChange, ...]] | None:
        """What changes, as shown; None when the row is refused."""
        told = [*self._compare_facts(row, entry), *self._compare_name(row, entry), *self._compare_kind(row, entry)]
        if superior is not None and superior.id not in {entry.parent_id, entry.id}:
            moved = self._compare_place(row, entry, superior)
            if moved is None:
                return None
            told.append(moved)
        return entry, tuple(told)

    def _known(self, pk: int) -> dict[str, Any]:
        if self._facts is None:
            ids = list(self._session.directory.by_id)
            self._facts = {
                row[0]: dict(zip(UNDATED, row[1:], strict=True)) for row in sets.select(Organisation, ("id", *UNDATED), key="id", keys=ids)
            }
        return self._facts.get(pk, {})

    def _compare_facts(self, row: OrganisationRow, entry: Entry) -> list[FieldChange]:
        known = self._known(entry.id)
        told = {"official_code": row.official_code, "founded_on": row.founded.iso if row.founded else "", **row.facts}
        after = {name: value for name, value in told.items() if value and known.get(name) != value}
        if after and known:
            self._corrected.append((entry.id, {name: known[name] for name in after}, after))
        return [FieldChange(ORGANISATION[name][0], str(known.get(name) or ""), value) for name, value in after.items() if known]

    def _compare_name(self, row: OrganisationRow, entry: Entry) -> list[FieldChange]:
        """The same code with another full name is a renaming; the short name may be added or altered."""
        same_name = identity_of(row.name) in {identity_of(entry.name), identity_of(entry.short_name)}
        name = entry.name if same_name else row.name
        short = row.short_name or entry.short_name
        if name == entry.name and identity_of(short) == identity_of(entry.short_name):
            return []
        self._renamed[entry.id] = {"name": name, "short_name": short}
        pairs = (("name", entry.name, name), ("short_name", entry.short_name, short))
        return [FieldChange(ORGANISATION[field][0], old, new) for field, old, new in pairs if old != new]

    def _compare_kind(self, row: OrganisationRow, entry: Entry) -> list[FieldChange]:
        if row.kind is None or not row.row.given("kind") or not entry.kind:
            return []
        known = KindReading(OrganisationKind.stored(entry.kind), joint=entry.joint, provisional=entry.provisional)
        if known == row.kind:
            return []
        self._formed[entry.id] = {"kind": row.kind.kind.value, "joint": row.kind.joint, "provisional": row.kind.provisional}
        return [FieldChange(ORGANISATION["kind"][0], known.label, row.kind.label)]

    def _compare_place(self, row: OrganisationRow, entry: Entry, superior: Entry) -> FieldChange | None:
        before = self._session.directory.by_id.get(entry.parent_id or 0)
        if superior.path.startswith(entry.path):
            row.row.problems.append(problem_of(INTO_ITSELF, column=row.row.table.heading("superior"), value=row.superior))
            return None
        organisation, parent = self._organisations(entry.id, superior.id)
        decision = stands_right(entry.kind, parent_kind=superior.kind)
        if organisation is not None and parent is not None:
            decision = Decision.all(decision, self._may_move(organisation, parent))
        if not decision.allowed:
            heading = row.row.table.heading("superior")
            row.row.problems += [problem_of(one, column=heading, value=row.superior) for one in decision.objections]
            return None
        self._moved.append((entry.id, superior.id))
        return FieldChange(ORGANISATION["superior"][0], before.title if before else "", superior.title)

    @staticmethod
    def _organisations(*ids: int) -> Sequence[Organisation | None]:
        found = Organisation.objects.unguarded(WHY).in_bulk(list(ids))
        return [found.get(pk) for pk in ids]

    def _may_move(self, organisation: Organisation, parent: Organisation) -> Decision:
        on = self._session.options.on
        old, new = place_path(organisation, on), place_path(parent, on)
        return may_move(
            into_itself=new.startswith(old),
            already_there=new == above(old),
            later_moves=moves_after(on, path=old, organisations=[organisation, parent]),
            parent_dissolved=False,
            parent_since=None,
            on=on,
        )

    def carry_out(self) -> None:
        """Write what was gathered; places last, when new superiors are there."""
        if not self._session.writes or not (self._corrected or self._renamed or self._formed or self._moved):
            return
        self._work.change_many(Organisation, self._corrected)
        writes = SpanWrites()
        for model, changes in ((Name, self._renamed), (OrganisationForm, self._formed)):
            columns = next(iter(changes.values()), {})
            spans = held(model, tuple(columns), key="organisation_id", ids=list(changes))
            for pk, value in changes.items():
                settle(spans[pk], value, on=self._begins(spans[pk], value), key={"organisation_id": pk}, writes=writes.of(model))
        writes.carry_out(self._work)
        refresh_organisations(self._work, {*self._renamed, *self._formed}, self._session.actor.day)
        for pk, parent_id in self._moved:
            organisation, parent = self._organisations(pk, parent_id)
            if organisation is not None and parent is not None:
                self._move(organisation, parent)
        self._work.flush()
        self._session.look_again()

    def _move(self, organisation: Organisation, parent: Organisation) -> None:
        """From the day of reference on it and all below it stand elsewhere."""
        on = self._session.options.on
        old = place_path(organisation, on)
        standing = subtree(old, on)
        carry(self._work, standing, parents={organisation.pk: parent.pk}, old=above(old), new=place_path(parent, on), on=on)
        refresh_organisations(self._work, [one.organisation_id for one in standing], self._session.actor.day)

    def _begins(self, spans: Sequence[Held], value: Mapping[str, Any]) -> str:
        """A short name that was never told is no renaming: it was always there."""
        current = next((span for span in spans if span.first <= self._on < span.end), None)
        added = current is not None and current.value.get("name") == value.get("name") and current.value.get("short_name") == ""
        return current.first if current is not None and added else self._on
