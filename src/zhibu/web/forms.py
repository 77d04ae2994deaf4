"""Forms that say everything at once: Chinese words for each error, objections of rules with article and remedy, drafts.

In a package and its view::

    class JoinForm(PageForm):
        groups = (("基本信息", ("name", "joined_on")),)
        name = forms.CharField(label="姓名", max_length=50)
        joined_on = PartialDateField(label="入党日期", parse=values.parse_date)

    form = JoinForm(request.POST or None, today=clock.today())
    if form.is_valid():
        decision = services.join(...)
        form.refuse(decision)
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import lazy

from zhibu.kernel.decisions import Decision, Objection, Reading
from zhibu.web.fields import NameInput, PartialDateField, Refusal


class Renderer(DjangoTemplates):
    """Our templates for forms and fields, Django's for the inputs in them."""

    form_template_name = "web/form/form.html"
    field_template_name = "web/form/field.html"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the summary at the top: where, what, why, what to do."""

    label: str
    anchor: str
    objection: Objection

    @property
    def text(self) -> str:
        """The objection with the name of its field, once."""
        message = self.objection.message
        return message if not self.label or self.label in message else f"{self.label}：{message}"


class Group(NamedTuple):
    """Fields that belong together under a heading; in the order of the official form."""

    title: str
    fields: Sequence[BoundField]


LINES: Final = frozenset("\r\n\t")
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})
"""Control and format characters: zero width, and those that turn the direction of what follows."""


def visible(text: str) -> str:
    """What somebody typed, without what nobody sees: a name must not read otherwise than it is written."""
    if text.isprintable():
        return text
    return "".join(one for one in text if one in LINES or unicodedata.category(one) not in UNSEEN)


class NotedField(BoundField):
    """A field with its objections in full."""

    @property
    def data(self) -> Any:
        """As it was sent; text without invisible characters, a password untouched."""
        sent = super().data
        return visible(sent) if isinstance(sent, str) and not isinstance(self.field.widget, forms.PasswordInput) else sent

    @property
    def notes(self) -> list[Objection]:
        """What stands against the value, with remedies."""
        return [objection_of(error) for error in self.form.errors.as_data().get(self.name, ())]


def objection_of(error: forms.ValidationError) -> Objection:
    """An error of Django's own, or one of ours, in one shape."""
    if isinstance(error, Refusal):
        return error.objection
    return Objection(error.code or "invalid", " ".join(error.messages))


class PageForm(forms.Form):
    """The base of all forms on pages."""

    default_renderer = Renderer
    bound_field_class = NotedField
    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    """Headings with the names of their fields; fields that no group names stand first, without heading."""

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.readings: list[Reading] = []
        self._today = today
        for name, field in self.fields.items():
            self.put(name, field)

    def put(self, name: str, field: forms.Field) -> None:
        """A field that only this form has: what a step of a procedure asks for."""
        self.fields[name] = field
        _speak_chinese(field)
        if isinstance(field, PartialDateField):
            field.today = self._today

    def offer(self, name: str, words: Sequence[str], *, fill: bool = False) -> None:
        """Offer words in a box of names; ``fill``: the only one there is stands in it already, since nobody should type what is known."""
        widget = self.fields[name].widget
        if isinstance(widget, NameInput):
            widget.offered = words
        if fill and len(words) == 1 and not self.initial.get(name):
            self.initial[name] = words[0]

    def refuse(self, decision: Decision) -> None:
        """Put the objections of a rule at their fields; those of no field stand at the top."""
        for objection in decision.objections:
            self.add_error(objection.field if objection.field in self.fields else None, Refusal(objection))
        self.readings += [one for one in decision.read if isinstance(one, Reading) and one not in self.readings]

    @property
    def notes(self) -> list[Note]:
        """All that stands against the form, in the order of the fields, the general first."""
        found = self.errors.as_data()
        places = [NON_FIELD_ERRORS, *self.fields]
        return [self._note(name, objection_of(error)) for name in places for error in found.get(name, ())]

    def _note(self, name: str, objection: Objection) -> Note:
        if name == NON_FIELD_ERRORS:
            return Note("", "", objection)
        field = self[name]
        return Note(str(field.label), field.id_for_label or field.auto_id, objection)

    @property
    def grouped(self) -> list[Group]:
        """The visible fields under their headings."""
        named = {name for _, names in self.groups for name in names}
        rest = [field for field in self.visible_fields() if field.name not in named]
        groups = [Group(title, [self[name] for name in names if name in self.fields]) for title, names in self.groups]
        found = [group for group in (Group("", rest), *groups) if group.fields]
        _say_once([field for group in found for field in group.fields])
        return found


def _say_once(fields: Sequence[BoundField]) -> None:
    """How a day may be written stands at the first box of its kind, and where somebody was mistaken."""
    said: set[str] = set()
    for bound in fields:
        if isinstance(bound.field, PartialDateField) and bound.field.help_text == bound.field.hint:
            bound.help_text = "" if bound.field.hint in said and not bound.errors else bound.field.hint
            said.add(bound.field.hint)


def _speak_chinese(field: forms.Field) -> None:
    verb = "选择" if isinstance(field, forms.ChoiceField | forms.FileField) else "填写"
    words = {
        "required": f"请{verb}「{{}}」。",
        "invalid": "「{}」的写法不对。",
        "invalid_choice": "「{}」没有这个选项，请重新选择。",
        "max_length": "「{}」最多 %(limit_value)d 个字，现有 %(show_value)d 个。",
        "min_length": "「{}」至少 %(limit_value)d 个字，现有 %(show_value)d 个。",
    }
    field.error_messages = {**field.error_messages, **{code: _naming(text, field) for code, text in words.items()}}


def _named(text: str, field: forms.Field) -> str:
    """A sign for percent in a label would be taken for the place of a value."""
    return text.format(str(field.label or "").replace("%", "％"))


_naming: Final = lazy(_named, str)
"""The words with the label that the field bears when they are said: a form may call it otherwise after it was made."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """What ``web/form_page.html`` shows below the head."""

    form: PageForm
    submit: str = "保存"
    cancel: str = ""
    draft: str = ""
    """Address under which the text is kept while it is typed; the view that saves the form drops it."""
    decision: Decision | None = None
    """Shown above the form when the act can't be done at all, whatever is filled in."""
    here: bool = False
    """What cannot be sent for want of a signal stays in the browser, bound to the account."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """What ``web/confirm.html`` asks before harm is done; shown as a dialog where scripts run."""

    title: str
    submit: str
    cancel: str
    text: str = ""
    consequences: Sequence[str] = ()
    form: PageForm | None = None
    decision: Decision | None = None
    harm: bool = True
