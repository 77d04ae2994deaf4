"""The form for the day from which an organisation's records are complete."""

from typing import Final

from django import forms

from zhibu.gatherings.rules.catalogue import kinds_for
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.forms.fields import day
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.web.forms import PageForm

ALL: Final = ("", "全部类型（连同下级）")


class RecordsFromForm(PageForm):
    """Of all kinds or of one; why."""

    kind = forms.ChoiceField(label="哪一类会议", required=False)
    on = day("从哪一天起记录齐全", future=True, help_text="这一天以前的月、季、年不提醒，显示为资料未录。")
    reason = forms.CharField(label="原因", max_length=200, help_text="例如：从这个月起在系统里记录。")

    def offer_kinds(self, level: str) -> None:
        """Those that the organisation or one below it may hold."""
        own = kinds_for(level)
        kinds = own if level in {OrganisationKind.BRANCH, OrganisationKind.GROUP} else list(GatheringKind)
        self.choose("kind", [ALL, *((str(kind), kind.label) for kind in kinds)])
