"""Who joins the register and what was recorded wrongly: the fields of the form itself, read and refused by it."""

from dataclasses import replace
from typing import Annotated, Any, Final, cast

from django import forms as fields
from pydantic import Field, StringConstraints, create_model

from zhibu.api.bodies import PLAIN, Among, Code, Day, Sent, Sentence
from zhibu.api.operations import Call, operation
from zhibu.api.problems import Refused, allowed
from zhibu.kernel.clock import today
from zhibu.register import forms
from zhibu.register.api.changes import EDIT
from zhibu.register.api.seen import MemberTold, told
from zhibu.register.correcting import as_it_stands, correction
from zhibu.register.models import Organisation, Person
from zhibu.register.pages import person_of
from zhibu.register.queries.installation import holds_demo
from zhibu.register.services import members
from zhibu.register.terms.people import ManagementCategory, MemberStatus
from zhibu.web.forms import PageForm, objection_of
from zhibu.web.gate import reach

LONGEST: Final = 200


def _asked(field: fields.Field) -> Any:
    """What may stand in a field: one of its words, or a text as somebody would type it."""
    widget = field.widget
    if isinstance(field, fields.ChoiceField):
        return Annotated[str, Among(tuple(str(value) for value, _ in cast("list[tuple[str, str]]", field.choices)))]
    if isinstance(widget, fields.Select):
        return Annotated[str, Among(tuple(str(value) for value, _ in widget.choices))]
    return Annotated[str, StringConstraints(max_length=getattr(field, "max_length", None) or LONGEST, pattern=PLAIN)]


FACTS: Final = {
    name: (_asked(field) | None, Field(None, description=str(field.label))) for name, field in forms.PersonForm.base_fields.items()
}
FactsSent: type[Sent] = create_model("FactsSent", __base__=Sent, **cast("Any", FACTS))


class RegisterSent(Sent):
    """Somebody enters the register of a branch."""

    organisation: Code = Field(description="党支部编号")
    status: Annotated[str, Among(MemberStatus)] = Field(description="人员类别")
    category: Annotated[str, Among(ManagementCategory)] | None = Field(None, description="管理类别；不填是暂不确定")
    on: Day = Field(description="从哪一天起在名册上")
    facts: FactsSent = Field(description="各项信息；性别和出生日期由身份号码得出")  # type: ignore[valid-type]  # made from the form


class CorrectionSent(Sent):
    """What was recorded wrongly, or was not known."""

    facts: FactsSent = Field(description="只写要更正的；号码、电话、住址要清除的写“无”")  # type: ignore[valid-type]  # the same
    reason: Sentence = Field("", description="说明")


@operation(
    act=EDIT,
    tag="members",
    summary="登记党员",
    tells=MemberTold,
    takes=RegisterSent,
    status=201,
    about="和“登记党员”的页面一样核对：身份号码、重名、各日期的先后。回答里没有号码和住址。",
)
def register(call: Call, *, body: RegisterSent) -> MemberTold:
    """The same checks as the form of the page; whom the register knows already is refused."""
    place = reach(Organisation.objects.all(), call.reader, EDIT, code=body.organisation.upper())
    said = {"organisation": place.code, "status": body.status, "category": body.category or "", "on": body.on.isoformat()}
    form = forms.RegisterForm(_given(body.facts) | said, today=today(), generated=holds_demo())
    _read(form)
    outcome = members.register_person(
        by=call.by,
        organisation=place,
        status=MemberStatus.stored(body.status),
        facts=form.facts,
        on=body.on,
        category=ManagementCategory.stored(body.category) if body.category else None,
        checks=form.checks,
    )
    allowed(outcome.decision)
    return told(Person.objects.seen_by(call.reader, EDIT).get(pk=outcome.row_id), today())


@operation(
    act=EDIT,
    tag="members",
    summary="更正信息",
    tells=MemberTold,
    takes=CorrectionSent,
    about="登记有误或原来不知道的；没有写的保持不变，改前改后都留痕。",
)
def correct(call: Call, *, code: str, body: CorrectionSent) -> MemberTold:
    """What is not named stays as it is."""
    person = person_of(call.request, code.upper(), EDIT)
    stands = {name: _typed(value) for name, value in as_it_stands(person).items()}
    form = correction(person, stands | _given(body.facts), today=today())
    _read(form)
    outcome = members.correct_person(by=call.by, person=person, facts=form.facts, reason=body.reason, checks=form.checks)
    allowed(outcome.decision)
    return told(person_of(call.request, person.code, EDIT), today())


def _given(facts: Sent) -> dict[str, str]:
    return {name: value for name, value in facts.model_dump().items() if value is not None}


def _typed(value: object) -> str:
    """As a browser would send back what stands in the form."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _read(form: PageForm) -> None:
    """All that stands against what was written, at once, each with the name of its field."""
    if form.is_valid():
        return
    errors = form.errors.as_data()
    raise Refused(
        *(replace(objection_of(one), field=f"facts.{name}" if name in FACTS else name) for name, found in errors.items() for one in found)
    )
