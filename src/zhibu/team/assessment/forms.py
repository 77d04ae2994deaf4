"""Forms of assessments: sheets with a line for each person."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import forms
from django.http import QueryDict

from zhibu.cases.forms import SeenForm
from zhibu.register.forms.fields import day
from zhibu.team.assessment.rules.grading import Assessed
from zhibu.team.assessment.rules.polling import Line, Sheet
from zhibu.team.assessment.terms import POLLED, GradeOf
from zhibu.web.forms import PageForm

MOST: Final = 9999
REST: Final = "rest"


class BeginForm(PageForm):
    """A button; sent twice, it begins one case."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)


class HeldForm(SeenForm):
    """What was done at the meeting; its day is known."""

    counters = forms.CharField(
        label="两位计票人（票数只留在纸上的）",
        max_length=60,
        required=False,
        help_text="逐人票数不录入系统的，写两位计票人的姓名，测评也一并登记；要录入的不填，接着由两位计票人各自录入。",
    )


class FileForm(SeenForm):
    """That the result went up."""

    on = day("报送日期")
    sent = forms.CharField(label="怎样报送的", max_length=200, help_text="如：纸质汇总表，某月某日交街道组织办。")


class PollForm(PageForm):
    """Who counted, and how many ballots; the lines stand in a table below."""

    counted_by = forms.CharField(label="计票人", max_length=60)
    issued = forms.IntegerField(label="发出票数", min_value=0, max_value=MOST, widget=forms.TextInput({"inputmode": "numeric"}))
    returned = forms.IntegerField(label="收回票数", min_value=0, max_value=MOST, widget=forms.TextInput({"inputmode": "numeric"}))

    def sheet(self, sent: QueryDict, people: Sequence[Assessed]) -> Sheet:
        """With the lines of the table; what is left empty, or is no number, is none."""
        lines = {one.person_id: line_sent(sent, one) for one in people}
        return Sheet(self.cleaned_data["issued"], self.cleaned_data["returned"], {pk: line for pk, line in lines.items() if sum(line)})


def cell(who: Assessed, grade: GradeOf) -> str:
    """The name of an input of the table."""
    return f"{grade}-{who.code}"


def line_sent(sent: QueryDict, who: Assessed) -> Line:
    """How many ticked what for one person."""
    one, two, three, four = (_number(sent.get(cell(who, grade), "")) for grade in POLLED)
    return one, two, three, four


def _number(text: str) -> int:
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 5 else 0


class GradesForm(PageForm):
    """When the committee decided."""

    decided_on = day("评定日期")


def grades_sent(sent: QueryDict, people: Sequence[Assessed]) -> dict[int, GradeOf]:
    """What was chosen otherwise than it stands."""
    words = set(map(str, GradeOf))
    chosen: Mapping[int, str] = {one.person_id: sent.get(f"g-{one.code}", "") for one in people if one.graded_here}
    stands = {one.person_id: one.grade for one in people}
    return {pk: GradeOf.stored(value) for pk, value in chosen.items() if value in words and value != stands[pk]}


def rest_sent(sent: QueryDict) -> GradeOf | None:
    """What everybody gets of whom nothing was said."""
    return GradeOf.QUALIFIED if sent.get(REST) == GradeOf.QUALIFIED else None
