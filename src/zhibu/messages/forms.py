"""Forms of messages."""

from django import forms

from zhibu.exchange.values import parse_date
from zhibu.messages.terms import LABELS, OFFERED, Audience
from zhibu.web.fields import DayField, NameInput
from zhibu.web.forms import PageForm

OUTSIDE = "会出现在群消息和纸面外侧：不写“党员”“支部”这类字样。"


class PublishForm(PageForm):
    """What is told, to whom, until when."""

    groups = (("发给谁", ("organisation", "audience", "until")), ("外面看得到的", ("title", "summary")), ("里面才看得到的", ("body",)))

    organisation = forms.CharField(label="党组织", max_length=120, widget=NameInput, help_text="这个组织和它下面的人都收得到。")
    audience = forms.ChoiceField(
        label="发给谁", choices=[(one.value, LABELS[one]) for one in OFFERED], widget=forms.RadioSelect, initial=Audience.EVERYBODY.value
    )
    until = DayField(label="展示到哪一天", parse=parse_date, future=True, help_text="这一天过后自动收起。")
    title = forms.CharField(label="标题", max_length=40, help_text=f"例如“周五下午三点开会”。{OUTSIDE}")
    summary = forms.CharField(label="摘要", max_length=200, required=False, help_text=f"时间、地点、带什么。{OUTSIDE}")
    body = forms.CharField(label="正文", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))


class WithdrawForm(PageForm):
    """Why it is taken back."""

    reason = forms.CharField(label="原因", max_length=200)
