"""What happens to a member, recorded by another system: one operation each, by the services of the forms."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from pydantic import Field

from zhibu.api.bodies import Among, Code, Day, Line, Sent, Sentence
from zhibu.api.operations import Call, Operation, operation
from zhibu.api.problems import allowed
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.register.api.seen import MemberTold, told
from zhibu.register.models import Organisation, Person
from zhibu.register.pages import person_of
from zhibu.register.services import facts, members, posts
from zhibu.register.services.members import LEAVING
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MemberStatus
from zhibu.web.gate import reach

EDIT: Final = "edit_members"
POSTS: Final = "edit_posts"
MARKS: Final = tuple(one for one in MarkKind if one is not MarkKind.HARDSHIP)
"""Hardship is a sealed area of two roles: no other system reads or writes it."""


class OnSent(Sent):
    """Something holds from a day on."""

    on: Day = Field(description="从哪一天起")
    reason: Sentence = Field("", description="说明")


class StatusSent(OnSent):
    """Applicant to full member."""

    status: Annotated[str, Among(MemberStatus)] = Field(description="人员类别")


class CategorySent(OnSent):
    """Exactly one at a time."""

    category: Annotated[str, Among(ManagementCategory)] = Field(description="管理类别")


class MarkSent(OnSent):
    """A mark begins or ends."""

    mark: Annotated[str, Among(MARKS)] = Field(description="标记")
    ends: bool = Field(default=False, description="从这一天起不再标记")
    detail: Line = Field("", description="去向、原因等")


class EducationSent(OnSent):
    """The highest one."""

    level: Annotated[str, Among(Education)] | None = Field(None, description="学历")
    degree: Line = Field("", description="学位")
    school: Line = Field("", description="毕业院校")
    subject: Line = Field("", description="专业")


class OccupationSent(OnSent):
    """The work post."""

    occupation: Annotated[str, Among(Occupation)] = Field(description="工作岗位")


class PostSent(OnSent):
    """A post that somebody takes up."""

    organisation: Code = Field(description="任职的党组织编号")
    kind: Annotated[str, Among(PostKind)] = Field(description="职务")


class LeaveSent(OnSent):
    """Why somebody is no longer on the roll."""

    how: Annotated[str, Among(LEAVING)] = Field(description="减少原因")


def _change(
    summary: str,
    takes: type[Sent],
    do: Callable[[Call, Person, Any], Outcome],
    *,
    name: str,
    act: str = EDIT,
    about: str = "和页面上的表单一样核对。",
) -> Operation:
    @operation(act=act, tag="members", summary=summary, tells=MemberTold, takes=takes, name=name, about=about)
    def change(call: Call, *, code: str, body: Any) -> MemberTold:
        person = person_of(call.request, code.upper(), act)
        outcome = do(call, person, body)
        allowed(outcome.decision)
        return told(person, today())

    return change


def _status(call: Call, person: Person, body: StatusSent) -> Outcome:
    return facts.set_status(by=call.by, person=person, status=MemberStatus.stored(body.status), on=body.on, reason=body.reason)


def _category(call: Call, person: Person, body: CategorySent) -> Outcome:
    chosen = ManagementCategory.stored(body.category)
    return facts.set_category(by=call.by, person=person, category=chosen, on=body.on, reason=body.reason)


def _mark(call: Call, person: Person, body: MarkSent) -> Outcome:
    chosen = MarkKind.stored(body.mark)
    return facts.record_mark(by=call.by, person=person, mark=chosen, on=body.on, ends=body.ends, detail=body.detail, reason=body.reason)


def _education(call: Call, person: Person, body: EducationSent) -> Outcome:
    level = Education.stored(body.level) if body.level else None
    said = {"degree": body.degree, "school": body.school, "subject": body.subject}
    return facts.set_education(by=call.by, person=person, level=level, facts=said, on=body.on, reason=body.reason)


def _occupation(call: Call, person: Person, body: OccupationSent) -> Outcome:
    return facts.set_occupation(by=call.by, person=person, job=Occupation.stored(body.occupation), on=body.on, reason=body.reason)


def _post(call: Call, person: Person, body: PostSent) -> Outcome:
    place = reach(Organisation.objects.all(), call.reader, POSTS, code=body.organisation.upper())
    return posts.hold_post(by=call.by, person=person, organisation=place, kind=PostKind.stored(body.kind), on=body.on, reason=body.reason)


def _leave(call: Call, person: Person, body: LeaveSent) -> Outcome:
    return members.leave(by=call.by, person=person, how=body.how, on=body.on, reason=body.reason)


status = _change("人员类别", StatusSent, _status, name="set_status")
category = _change("管理类别", CategorySent, _category, name="set_category")
mark = _change("标记", MarkSent, _mark, name="record_mark", about="开始或者结束一个标记；生活困难只在页面上登记。")
education = _change("学历", EducationSent, _education, name="set_education")
occupation = _change("工作岗位", OccupationSent, _occupation, name="set_occupation")
post = _change("任职", PostSent, _post, name="hold_post", act=POSTS)
leave = _change("减少", LeaveSent, _leave, name="leave", about="从这一天起不在名册上；以前的名册不变。")
