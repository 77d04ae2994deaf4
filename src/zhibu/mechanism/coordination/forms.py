"""What is asked about partners, offers, needs, projects and links; nothing that is known."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.cases.forms import SeenForm
from zhibu.mechanism.coordination.rules.acts import DETAIL, TITLE
from zhibu.mechanism.coordination.terms import PartnerKind, ResourceKind, Returned
from zhibu.register.forms.fields import day, named
from zhibu.web.forms import PageForm

Choices = Sequence[tuple[str, str]]
NOBODY: Final = "不写个人的姓名、电话和家庭情况。"
OWN: Final = ("", "本组织自己")
EVERYBODY: Final = ("", "所有共建方")


def _long(label: str, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=DETAIL, required=required, widget=forms.Textarea({"rows": 3}), **kwargs)


def _token() -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)


class PartnerForm(PageForm):
    """Who takes part."""

    kind = forms.ChoiceField(label="类别", choices=PartnerKind.choices(), widget=forms.RadioSelect, initial=PartnerKind.UNIT.value)
    name = named("名称", 120, help_text="驻区单位照登记的名称写；其他写全称。")
    organisation = named("和哪个党组织共建", help_text="全称、简称或编号。")
    on = day("从哪一天起")


class EndForm(PageForm):
    """Takes part no more."""

    on = day("从哪一天起不再共建")


class EntryForm(PageForm):
    """What an offer and a need ask alike."""

    whose = "谁的"
    partner = forms.ChoiceField(label="谁的", required=False)
    organisation = named("党组织", required=False, help_text="本组织自己的写在这里；选了共建方的不用改。")
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), *ResourceKind.choices()])

    def __init__(self, *args: Any, partners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("partner", [OWN, *partners])
        self.fields["partner"].label = self.whose


class OfferForm(EntryForm):
    """What can be given."""

    whose = "谁提供"
    field_order = ("title", "kind", "detail", "since", "until", "partner", "organisation")
    title = forms.CharField(label="能提供什么", max_length=TITLE, help_text=f"如：会议室一间，可坐八十人。{NOBODY}")
    detail = _long("说明", help_text="数量、时间、联系方式写办公电话。")
    since = day("从哪天起可以用", future=True)
    until = day("到哪天为止", future=True, required=False, help_text="一直可以用的不填。")


class NeedForm(EntryForm):
    """What is wanted."""

    whose = "谁提出"
    field_order = ("title", "kind", "detail", "until", "partner", "organisation", "asked")
    title = forms.CharField(label="需要什么", max_length=TITLE, help_text=f"如：暑期托管班要一间教室。{NOBODY}")
    detail = _long("说明")
    until = day("最迟哪天需要", future=True, required=False, help_text="没有期限的不填。")
    asked = forms.ChoiceField(label="向谁提出", required=False, help_text="共建方提出的需求由党组织答复，这一项不用选。")
    submission = _token()

    def __init__(self, *args: Any, partners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, partners=partners, **kwargs)
        self.choose("asked", [EVERYBODY, *partners])


class CorrectOfferForm(PageForm):
    """What an offer says, once more; whose it is stays."""

    title = forms.CharField(label="能提供什么", max_length=TITLE, help_text=NOBODY)
    kind = forms.ChoiceField(label="类别", choices=ResourceKind.choices())
    detail = _long("说明", help_text="数量、时间、联系方式写办公电话。")
    since = day("从哪天起可以用", future=True)
    until = day("到哪天为止", future=True, required=False, help_text="一直可以用的不填。")


class CorrectNeedForm(PageForm):
    """What a need says, once more; who asks whom stays."""

    title = forms.CharField(label="需要什么", max_length=TITLE, help_text=NOBODY)
    kind = forms.ChoiceField(label="类别", choices=ResourceKind.choices())
    detail = _long("说明")
    until = day("最迟哪天需要", future=True, required=False, help_text="没有期限的不填。")


class MatchForm(PageForm):
    """Both are known; asked is only what it is called."""

    title = forms.CharField(label="项目名称", max_length=TITLE)
    submission = _token()


class DirectForm(MatchForm):
    """A project without a need in the lists: with which partner, of what."""

    partner = forms.ChoiceField(label="和谁共建")
    field_order = ("title", "partner", "submission")

    def __init__(self, *args: Any, partners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("partner", [("", "请选择"), *partners])


class ReturnForm(PageForm):
    """Why it goes back."""

    why = forms.ChoiceField(label="原因", choices=Returned.choices(), widget=forms.RadioSelect, initial=Returned.OUTSIDE.value)
    reason = _long("说明", required=False, help_text="写给提出的一方：为什么、可以找谁。")


class ReasonForm(PageForm):
    """Why it is taken back."""

    reason = forms.CharField(label="原因", max_length=200)


class AgreeForm(SeenForm):
    """What both sides agreed on."""

    what = _long("约定的内容", required=True, help_text=f"双方各做什么。{NOBODY}")
    until = day("约定在哪一天", future=True)
    how = forms.CharField(label="对方怎样同意的", max_length=TITLE, help_text="如：办公室电话答复；当面商定；书面回函。")
    on = day("商定的日期")


class DeliverForm(SeenForm):
    """What was done."""

    on = day("落实的日期")
    outcome = _long("做成了什么", required=False, help_text=f"写事情和结果。{NOBODY}")
    gathering = forms.ChoiceField(label="是哪次会议活动", required=False, help_text="是会议活动的，选上就不用另写。")

    def __init__(self, *args: Any, gatherings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("gathering", [("", "不是会议活动"), *gatherings])


class ConfirmForm(SeenForm):
    """The other side said so."""

    on = day("确认的日期")
    how = forms.CharField(label="怎样确认的", max_length=TITLE, help_text="如：单位办公室电话确认；书面回函。")


class ThankForm(SeenForm):
    """The letter was handed over."""

    on = day("致谢的日期")


class LinkForm(PageForm):
    """For how long, and why."""

    until = day("有效期至", future=True)
    reason = forms.CharField(label="原因", max_length=200, help_text="如：单位办公室要求网上答复。不写个人电话。")


class SeenToForm(PageForm):
    """Nothing is asked."""
