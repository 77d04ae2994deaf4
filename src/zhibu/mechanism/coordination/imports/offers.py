"""资源清单: whose it is and what it is called make an offer; kind, days and words may change as long as it stands."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.mechanism.coordination.imports.parties import Party
from zhibu.mechanism.coordination.imports.taking import OVER, WHY, Taking, spelled
from zhibu.mechanism.coordination.models import Offer
from zhibu.mechanism.coordination.rules.acts import DETAIL, Said, may_say
from zhibu.mechanism.coordination.services.rows import put_offer
from zhibu.mechanism.coordination.terms import ResourceKind
from zhibu.register.imports.findings import FieldChange
from zhibu.register.imports.simple_rows import Row

LABELS: Final = {"kind": "类别", "detail": "说明", "since": "开始日期", "until": "终止日期"}


class OfferRows(Taking):
    """One sheet of resources."""

    def take(self, row: Row, group: str) -> None:
        """What stands already is found by its title among those of the same side."""
        party = self.parties.of(row, group)
        said = self._said(row)
        if party is None or row.problems:
            self.refuse(row)
            return
        if self.again(row, (party.key, said.title), said):
            return
        known = self._known(party, said)
        if known is None:
            self._new(row, party, said)
        else:
            self._again(row, party, known, said)

    def _said(self, row: Row) -> Said:
        detail = row.given("detail", longest=DETAIL)
        return Said(self.kind(row), self.title(row), detail, self.day(row, "since"), self.day(row, "until", last=True))

    def _known(self, party: Party, said: Said) -> Offer | None:
        """The one that stands; else one that has ended and says the same."""
        if party.becomes_partner:
            return None
        found = Offer.objects.unguarded(WHY).filter(organisation=party.organisation, partner=party.partner, title=said.title)
        rows = list(found.order_by("withdrawn_on", "-pk"))
        standing = next((one for one in rows if one.withdrawn_on is None and one.until > self.today), None)
        return standing or next((one for one in rows if not _changes(one, said)), None)

    def _new(self, row: Row, party: Party, said: Said) -> None:
        if self.over(row):
            row.refuse("state", OVER)
        since = said.since or self.today
        self.check(row, may_say(replace(said, since=since), today=self.today, ended=party.ended))
        if row.problems:
            self.refuse(row)
            return
        if self.session.writes:
            put_offer(self.work, self.side(party, since), said)
        self.made(row, said.title, party, {"谁提供": party.name, "类别": ResourceKind.word(said.kind), "终止日期": spelled(said.until)})

    def _again(self, row: Row, party: Party, known: Offer, said: Said) -> None:
        changes = _changes(known, said)
        if changes:
            after: dict[str, Any] = {name: changes.get(name, getattr(known, name)) for name in LABELS}
            until = after["until"] if after["until"] != FAR else None
            self.check(
                row, may_say(Said(after["kind"], said.title, after["detail"], after["since"], until), today=self.today, ended=party.ended)
            )
        if row.problems:
            self.refuse(row)
            return
        if changes and self.session.writes:
            self.work.change(Offer, known.pk, **changes)
            self.touched.add(party.partner_id)
        self.changed(
            row,
            said.title,
            party,
            tuple(FieldChange(LABELS[name], _words(name, getattr(known, name)), _words(name, new)) for name, new in changes.items()),
        )


def _changes(known: Offer, said: Said) -> dict[str, object]:
    """A cell that is blank, or a column that is not there, leaves what stands."""
    told = {name: getattr(said, name) for name in LABELS}
    return {name: value for name, value in told.items() if value and value != getattr(known, name)}


def _words(name: str, value: object) -> str:
    if isinstance(value, date):
        return "" if value == FAR else value.isoformat()
    return ResourceKind.word(str(value)) if name == "kind" else str(value)
