"""The dated facts of persons. Each says by its key what may not overlap; the database holds it."""

from typing import ClassVar

from django.db import models

from zhibu.register.models.organisations import Organisation, Spans
from zhibu.register.models.people import Person
from zhibu.store.guards import Recorded
from zhibu.store.spans import NoOverlap, Span, span_check


class PersonSpan(Span, Recorded):
    """A dated fact of one person."""

    reach_field: ClassVar[str] = "person__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("person", "person_id")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员", db_index=False)

    class Meta:
        abstract = True


class Membership(PersonSpan):
    """A person's span in one organisation. Relation ``roll`` is the organisation relationship proper: exactly one at a time.

    ``ending`` says why the span ended: moved, left, died, corrected.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    relation = models.CharField("关系", max_length=12, default="roll")
    ending = models.CharField("终止原因", max_length=20, default="")

    objects = Spans()

    class Meta:
        verbose_name = "组织关系"
        constraints = [span_check("membership_span"), NoOverlap("person", "relation", name="membership_once")]
        indexes = [models.Index(fields=["organisation", "valid_from", "valid_to", "person", "relation"], name="membership_place_ix")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} {self.organisation_id}"


class MemberStatus(PersonSpan):
    """Applicant, activist, prospective member, probationary or full member."""

    status = models.CharField("人员类别", max_length=20)

    objects = Spans()

    class Meta:
        verbose_name = "人员类别"
        constraints = [span_check("status_span"), NoOverlap("person", name="status_once", carrying=["status"])]

    def __str__(self) -> str:
        return self.status


class MembershipState(PersonSpan):
    """Whether membership is in force, suspended (停止党籍) or ended."""

    state = models.CharField("党籍状态", max_length=12)

    objects = Spans()

    class Meta:
        verbose_name = "党籍状态"
        constraints = [span_check("state_span"), NoOverlap("person", name="state_once")]

    def __str__(self) -> str:
        return self.state


class ManagementCategory(PersonSpan):
    """The category under which a member is looked after; ``derived`` while it is proposed from the occupation only."""

    category = models.CharField("管理类别", max_length=24)
    derived = models.BooleanField("自动生成", default=False)

    objects = Spans()

    class Meta:
        verbose_name = "管理类别"
        constraints = [span_check("category_span"), NoOverlap("person", name="category_once", carrying=["category"])]

    def __str__(self) -> str:
        return self.category


class Mark(PersonSpan):
    """An independent dated mark: floating, home-bound, abroad, out of contact …; ``detail`` holds where or how."""

    mark = models.CharField("标记", max_length=20)
    detail = models.CharField("说明", max_length=200, default="")

    objects = Spans()

    class Meta:
        verbose_name = "标记"
        constraints = [span_check("mark_span"), NoOverlap("person", "mark", name="mark_once")]
        indexes = [models.Index(fields=["mark", "valid_to", "person"], name="mark_open_ix")]

    def __str__(self) -> str:
        return self.mark


class Education(PersonSpan):
    """Highest education: the Party system's label (``level``), the text as it stood, degree, school and subject."""

    level = models.CharField("学历", max_length=40, default="")
    raw = models.CharField("学历原文", max_length=60, default="")
    degree = models.CharField("学位", max_length=60, default="")
    school = models.CharField("毕业院校", max_length=120, default="")
    subject = models.CharField("专业", max_length=120, default="")

    objects = Spans()

    class Meta:
        verbose_name = "学历"
        constraints = [span_check("education_span"), NoOverlap("person", name="education_once")]

    def __str__(self) -> str:
        return self.level or self.raw


class Occupation(PersonSpan):
    """The work post (工作岗位) by the national list, with the text as it stood."""

    occupation = models.CharField("工作岗位", max_length=60, default="")
    raw = models.CharField("工作岗位原文", max_length=100, default="")

    objects = Spans()

    class Meta:
        verbose_name = "工作岗位"
        constraints = [span_check("occupation_span"), NoOverlap("person", name="occupation_once")]

    def __str__(self) -> str:
        return self.occupation or self.raw


class Post(PersonSpan):
    """A post held in an organisation for a span of dates."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    kind = models.CharField("职务", max_length=40)

    objects = Spans()

    class Meta:
        verbose_name = "职务"
        constraints = [span_check("post_span"), NoOverlap("person", "organisation", "kind", name="post_once")]
        indexes = [models.Index(fields=["organisation", "valid_from", "valid_to"], name="post_organisation_ix")]

    def __str__(self) -> str:
        return self.kind
