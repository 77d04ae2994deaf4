"""What is asked at either end; what the register knows is never asked."""

from typing import Any, Final

from django import forms

from zhibu.register.forms.fields import choices, day, named, text
from zhibu.team.floating.terms import Channel, ContactKind, Ending, RegistrationKind, Way
from zhibu.web.forms import PageForm

NEVER: Final = "只记联系过，不记在哪里、说了什么。"


class OutForm(PageForm):
    """Somebody leaves for six months or more."""

    on = day("从哪一天起外出")
    where = text("流入地", 150, help_text="写到省、市、县。接收的党组织在本系统里的，只填下面一项。")
    host = named("流入地党组织", required=False, help_text="在本系统里的才填：全称、简称或编号。")


class ReceivedForm(PageForm):
    """Which organisation receives."""

    host = named("流入地党组织", help_text="全称、简称或编号。")
    on = day("从哪一天起")


class RegistrationForm(PageForm):
    """The shadow of an act elsewhere."""

    kind = forms.ChoiceField(label="登记了什么", choices=RegistrationKind.choices(), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label="途径", choices=choices(Channel))
    on = day("日期")
    number = text("登记号", 40, help_text="没有的不填。")


class ContactForm(PageForm):
    """There was contact."""

    way = forms.ChoiceField(label="方式", choices=Way.choices(), initial=Way.PHONE.value, widget=forms.RadioSelect, help_text=NEVER)
    kind = forms.ChoiceField(label="是哪一种", choices=ContactKind.choices(), initial=ContactKind.CONTACT.value, widget=forms.RadioSelect)
    on = day("日期")
    by_whom = forms.CharField(label="联系人", max_length=60)


class FoundForm(ContactForm):
    """Reached at last."""

    field_order = ("way", "on", "by_whom")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class BackForm(PageForm):
    """Away no more."""

    how = forms.ChoiceField(label="怎样结束的", choices=Ending.choices(), widget=forms.RadioSelect)
    on = day("从哪一天起")


class SearchForm(PageForm):
    """The search begins."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    last_contact = forms.CharField(
        label="最后一次联系上的情况",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="什么时候、怎样联系的；不知道的不填。结案的第二天起按期销毁。",
    )
