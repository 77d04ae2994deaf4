"""The poll as its counters entered it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.models import Holding
from zhibu.team.assessment.models import PollCount, PollLine
from zhibu.team.assessment.rules.polling import Line, Sheet, agree, differing

WHY: Final = "民主测评计票：会议已在可见范围内"


@dataclass(frozen=True, slots=True)
class Entered:
    """One counter's sheet."""

    pk: int
    counter: int
    counted_by: str
    account_id: int | None
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Poll:
    """Both, as far as they are in."""

    entered: tuple[Entered, ...] = ()

    def own(self, account_id: int | None) -> Entered | None:
        """What somebody entered before."""
        return next((one for one in self.entered if account_id is not None and one.account_id == account_id), None)

    def others(self, account_id: int | None) -> list[Entered]:
        """What the others did."""
        mine = self.own(account_id)
        return [one for one in self.entered if one is not mine]

    @property
    def settled(self) -> bool:
        """Both are in and say the same."""
        return len(self.entered) == 2 and agree(self.entered[0].sheet, self.entered[1].sheet)

    @property
    def differing(self) -> list[int]:
        """People of whom both say something else; nobody before both are in."""
        return differing(self.entered[0].sheet, self.entered[1].sheet) if len(self.entered) == 2 else []

    @property
    def lines(self) -> dict[int, Line]:
        """What the committee reads beside the grades, once both agree."""
        return dict(self.entered[0].sheet.lines) if self.settled else {}


def poll_of(holding: Holding) -> Poll:
    """Two queries."""
    counts = list(PollCount.objects.unguarded(WHY).filter(holding=holding).order_by("counter"))
    lines: dict[int, dict[int, Line]] = defaultdict(dict)
    for count, person, *line in (
        PollLine.objects.unguarded(WHY)
        .filter(count__holding=holding)
        .values_list("count_id", "person_id", "excellent", "qualified", "basic", "unqualified")
    ):
        lines[count][person] = (line[0], line[1], line[2], line[3])
    return Poll(
        tuple(
            Entered(one.pk, one.counter, one.counted_by, one.account_id, Sheet(one.issued, one.returned, lines[one.pk])) for one in counts
        )
    )
