"""What is asked about a place, a link, a visit."""

from typing import Final

from django import forms

from zhibu.mechanism.ties.services import TOPIC
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.register.forms.fields import day, named, text
from zhibu.web.forms import PageForm

WHO_HELP: Final = "姓名或编号；人会变的，不填姓名，填岗位。"


class LinkForm(PageForm):
    """Who keeps in touch, from which day on."""

    who = text("联系人", 60, help_text=WHO_HELP)
    post = text("岗位", 60, help_text="如：党工委副书记、社区网格员。")
    on = day("从哪一天起")


class PlaceForm(LinkForm):
    """A place, with its first link."""

    kind = forms.ChoiceField(label="类别", choices=PlaceKind.choices(), widget=forms.RadioSelect, initial=PlaceKind.STAIRWELL.value)
    name = named("联系点", 60, help_text="照街道自己的名单写，如“3号楼2单元”；驻区单位照登记的名称写。不写门牌号和家庭。")
    organisation = named("党组织", help_text="全称、简称或编号。")
    field_order = ("kind", "name", "organisation", "who", "post", "on")


class EndForm(PageForm):
    """The link ends."""

    on = day("从哪一天起不再联系")


class VisitForm(PageForm):
    """Everything is known: one tap."""

    on = day("走访日期", future=True, help_text="今天以前的日期就是补录。")
    topic = forms.CharField(label="走访内容", max_length=120, initial=TOPIC, help_text="写事情，不写住户。群众反映的事，走访后逐件登记。")
    recorder = forms.CharField(label="走访人", max_length=60)
    token = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
