"""Supervised matters that are late: the committee takes them up again, with what is late."""

from datetime import date
from typing import Final, NamedTuple

from zhibu.cases.models import Case, StepSpan
from zhibu.cases.registry import step_name
from zhibu.cases.terms import SEE, Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.sessions.models import Tabling, Topic
from zhibu.mechanism.sessions.rules.topics import offered_again
from zhibu.mechanism.sessions.terms import SUPERVISED_MATTER

WHY: Final = "督办逾期：判断是否已经列入议程"


class LateMatter(NamedTuple):
    """A supervised matter whose step is late."""

    id: int
    code: str
    title: str
    step: str
    latest: date
    assignee: str

    def late_by(self, on: date) -> int:
        """Days."""
        return (on - self.latest).days

    def words(self, on: date) -> str:
        """What is late, as the agenda says it."""
        return f"“{self.step}”应于 {self.latest.isoformat()} 完成，已逾期 {self.late_by(on)} 天，由{self.assignee}承办"


def late_matters(reader: Reader, committee: int, *, on: date) -> list[LateMatter]:
    """Held by the committee, late, and neither waiting for a session nor talked about within a month; three queries."""
    cases = Case.objects.seen_by(reader, SEE).filter(procedure=SUPERVISED_MATTER, now_holder_id=committee, now_state=Status.OPEN.value)
    late = list(
        StepSpan.objects.unguarded(WHY)
        .filter(case__in=cases.values("pk"), valid_to=FAR, latest__lt=on)
        .order_by("latest", "case_id")
        .values_list(
            "case_id",
            "case__code",
            "case__title",
            "case__version",
            "step",
            "latest",
            "organisation__now_short_name",
            "organisation__now_name",
        )
    )
    waiting, talked = _known([row[1] for row in late])
    return [
        LateMatter(pk, code, title, step_name(SUPERVISED_MATTER, version, step), latest, short or name)
        for pk, code, title, version, step, latest, short, name in late
        if code not in waiting and offered_again(last_on=talked.get(code), today=on)
    ]


def _known(codes: list[str]) -> tuple[set[str], dict[str, date]]:
    """Matters of which a topic has not been on an agenda yet, and when the others were last."""
    topics = dict(Topic.objects.unguarded(WHY).filter(about_case__in=codes, withdrawn_on=None).values_list("pk", "about_case"))
    tabled = Tabling.objects.unguarded(WHY).filter(topic_id__in=topics).order_by("item__part__gathering__on")
    last = dict(tabled.values_list("topic_id", "item__part__gathering__on"))
    waiting = {code for pk, code in topics.items() if pk not in last}
    talked: dict[str, date] = {}
    for pk, on in last.items():
        code = topics[pk]
        talked[code] = max(on, talked.get(code, on))
    return waiting, talked
