"""需求清单: who asks and what it is called make a need with its case; it may change as long as it waits for an answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision
from zhibu.mechanism.coordination.imports.parties import Party
from zhibu.mechanism.coordination.imports.taking import OVER, WHY, Taking, spelled
from zhibu.mechanism.coordination.models import Need, PartnerUnit
from zhibu.mechanism.coordination.queries.states import need_state
from zhibu.mechanism.coordination.rules.acts import DETAIL, Said, may_say, not_open
from zhibu.mechanism.coordination.services.entering import need_readers
from zhibu.mechanism.coordination.services.rows import Asking, Side, put_need
from zhibu.mechanism.coordination.terms import NeedState, ResourceKind
from zhibu.register.imports.findings import FieldChange
from zhibu.register.imports.simple_rows import Row

LABELS: Final[Mapping[str, str]] = {"kind": "类别", "detail": "说明", "wanted_by": "最迟需要", "asked": "向谁提出"}
SAID: Final = {"kind": "kind", "detail": "detail", "wanted_by": "until"}


class NeedRows(Taking):
    """One sheet of needs."""

    def take(self, row: Row, group: str) -> None:
        """What was asked already is found by its title among what the same side asks."""
        party = self.parties.of(row, group)
        said = Said(self.kind(row), self.title(row), row.given("detail", longest=DETAIL), until=self.day(row, "until", last=True))
        entered = self.past(row, "entered") or self.today
        asked = self.parties.asked(row, party) if party else None
        if party is None or row.problems:
            self.refuse(row)
            return
        if self.again(row, (party.key, said.title), (said, asked.pk if asked else 0)):
            return
        known = self._known(party, said.title)
        if known is None:
            self._new(row, party, said, entered, asked)
        else:
            self._again(row, party, known, said, asked)

    def _known(self, party: Party, title: str) -> Need | None:
        """The one that waits, else the latest: what was answered is not asked anew by the same sheet."""
        if party.becomes_partner:
            return None
        found = Need.objects.unguarded(WHY).select_related("case", "asked").filter(organisation=party.organisation, partner=party.partner)
        rows = list(found.filter(title=title).order_by("-pk"))
        return next((one for one in rows if need_state(one) is NeedState.OPEN), next(iter(rows), None))

    def _new(self, row: Row, party: Party, said: Said, entered: date, asked: PartnerUnit | None) -> None:
        if self.over(row):
            row.refuse("state", OVER)
        self.check(row, may_say(said, today=self.today, ended=party.ended or (asked is not None and asked.ended_on is not None)))
        if row.problems:
            self.refuse(row)
            return
        if self.session.writes:
            side = self.side(party, entered)
            put_need(self.work, Asking(side, said, entered, asked), self.open_case)
            self.touched.update(need_readers(side, asked))
        told = {"谁提出": party.name, "类别": ResourceKind.word(said.kind), "最迟需要": spelled(said.until)}
        self.made(row, said.title, party, told)

    def _again(self, row: Row, party: Party, known: Need, said: Said, asked: PartnerUnit | None) -> None:
        changes = _changes(known, said, asked)
        if changes:
            full = replace(said, kind=said.kind or known.kind, detail=said.detail or known.detail)
            state = not_open(need_state(known))
            self.check(row, Decision.of(state) if state else may_say(full, today=self.today, ended=party.ended))
        if row.problems:
            self.refuse(row)
            return
        if changes and self.session.writes:
            self.work.change(
                Need, known.pk, **{f"{name}_id" if name == "asked" else name: getattr(new, "pk", new) for name, new in changes.items()}
            )
            self.touched.update(need_readers(Side(party.organisation, party.partner), known.asked))
            self.touched.update(need_readers(Side(party.organisation, party.partner), asked))
        told = (FieldChange(LABELS[name], _words(name, getattr(known, name)), _words(name, new)) for name, new in changes.items())
        self.changed(row, said.title, party, tuple(told))


def _changes(known: Need, said: Said, asked: PartnerUnit | None) -> dict[str, object]:
    """A cell that is blank, or a column that is not there, leaves what stands."""
    told = {name: getattr(said, field) for name, field in SAID.items()}
    found = {name: value for name, value in told.items() if value and value != getattr(known, name)}
    return found | ({"asked": asked} if asked is not None and asked.pk != known.asked_id else {})


def _words(name: str, value: object) -> str:
    if value is None:
        return ""
    return ResourceKind.word(str(value)) if name == "kind" else value.isoformat() if isinstance(value, date) else str(value)
