"""A case, the log of what was done with it, what was written beside the log, documents, and when a step waited (a projection)."""

from typing import Any, ClassVar, Final, Self

from django.db import models
from django.db.models import Q

from zhibu.accounts.models import Account
from zhibu.cases.registry import confided
from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation
from zhibu.store.guards import GuardedQuerySet, M, Recorded, within

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
OF_CASE: Final = ("case", "case_id")
WHY: Final = "办理事项由立项和承办两个党组织看到"


def organisations_in(reader: Reader, act: str) -> "models.QuerySet[Organisation]":
    """The organisations in which a reader may do an act; a subquery."""
    found = Organisation.objects.unguarded(WHY)
    return found if reader.everywhere else found.filter(within("now_path", reader.paths(act)))


def told_to(reader: Reader, *, of_case: str = "", of_procedure: str = "procedure") -> Q:
    """All but cases of a confided procedure, and of those the ones that the reader is told of; subqueries, asked of those alone."""
    known = confided()
    if reader.everywhere or not known:
        return Q()
    told = ~Q(**{f"{of_procedure}__in": list(known)})
    for key, acts in known.items():
        held = Q(**{f"{of_case}now_holder__in": organisations_in(reader, acts.holder).values("pk")})
        charged = Q(**{f"{of_case}now_assignee__in": organisations_in(reader, acts.assignee).values("pk")})
        told |= Q(**{of_procedure: key}) & (held | charged)
    return told


class CaseQuerySet(GuardedQuerySet[M]):
    """Two organisations reach a case: the one that holds it and the one that it was assigned to."""

    def seen_by(self, reader: Reader, act: str) -> Self:
        """Narrow to what the reader may see by this act, and open."""
        opened = self._open()
        if reader.everywhere:
            return opened
        model: Any = self.model
        inside = organisations_in(reader, act).values("pk")
        reached = Q(**{f"{model.case_field}now_holder__in": inside}) | Q(**{f"{model.case_field}now_assignee__in": inside})
        return opened.filter(reached).filter(told_to(reader, of_case=model.case_field, of_procedure=f"{model.case_field}procedure"))


class Case(Recorded):
    """One matter under way or ended. The ``now_*`` columns repeat what its log says, for lists."""

    reach_field: ClassVar[str] = "now_holder__now_path"
    case_field: ClassVar[str] = ""
    trail_subject: ClassVar[tuple[str, str]] = ("case", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"title", "submission"})
    projections: ClassVar[frozenset[str]] = frozenset(
        {"now_holder_id", "now_assignee_id", "now_state", "now_steps", "now_latest", "now_last", "now_ended_on"}
    )

    code = models.CharField("编号", max_length=12, unique=True)
    procedure = models.CharField("程序", max_length=40)
    version = models.PositiveSmallIntegerField("程序版本")
    title = models.CharField("事项", max_length=80)
    subject_kind = models.CharField("来源类别", max_length=24, default="")
    subject_code = models.CharField("来源编号", max_length=40, default="")
    opened_on = models.DateField("立项日期")
    key_name = models.CharField("密钥名", max_length=32, default="")
    submission = models.CharField("提交号", max_length=32, null=True, unique=True)  # noqa: DJ001  drawn by the form: sent twice, it opens one case
    forgotten_on = models.DateField("文字销毁日期", null=True)

    now_holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="立项党组织", db_index=False)
    now_assignee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="承办党组织", db_index=False
    )
    now_state = models.CharField("状态", max_length=12, default=Status.OPEN.value)
    now_steps = models.CharField("当前步骤", max_length=200, default="")
    now_latest = models.DateField("最迟日期", default=FAR)
    now_last = models.PositiveSmallIntegerField("记录数", default=0)
    now_ended_on = models.DateField("办结日期", null=True)

    objects = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = "办理事项"
        indexes = [
            models.Index(fields=["now_holder", "now_state"], name="case_holder_ix"),
            models.Index(fields=["now_assignee", "now_state"], name="case_assignee_ix"),
            models.Index(fields=["subject_kind", "subject_code"], name="case_subject_ix"),
        ]

    def __str__(self) -> str:
        return self.code


class CaseEntry(Recorded):
    """One line of the log; never changed, never removed. Keys and days only: what was written stands in ``CaseText``."""

    reach_field: ClassVar[str] = "case__now_holder__now_path"
    case_field: ClassVar[str] = "case__"
    trail_subject: ClassVar[tuple[str, str]] = OF_CASE

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项", db_index=False)
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("类别", max_length=12)
    step = models.CharField("步骤", max_length=40, default="")
    day = models.DateField("日期")
    at = models.DateTimeField("登记时间")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理账号")
    actor = models.CharField("办理人", max_length=100)
    on_behalf_of = models.CharField("代谁办理", max_length=100, default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="党组织", db_index=False
    )
    until = models.DateField("办理期限", null=True)
    limits = models.CharField("当时的本地参数", max_length=200, default="")
    """``step=number`` pairs, separated by commas."""

    objects = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = "办理记录"
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="case_entry_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.kind}"


class CaseText(Recorded):
    """What was written with a line of the log, sealed with the key of its case; mute once that key is destroyed."""

    reach_field: ClassVar[str] = "case__now_holder__now_path"
    case_field: ClassVar[str] = "case__"
    trail_subject: ClassVar[tuple[str, str]] = OF_CASE
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"sealed"})

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项", db_index=False)
    number = models.PositiveSmallIntegerField("记录序号")
    kind = models.CharField("内容", max_length=40)
    sealed = models.BinaryField("文字")

    objects = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = "办理文字"
        constraints = [models.UniqueConstraint(fields=["case", "number", "kind"], name="case_text_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.kind}"


class CaseDocument(Recorded):
    """A document that is there: where it is kept and who has seen it. Photos and files of it are attachments, see ``papers``."""

    reach_field: ClassVar[str] = "case__now_holder__now_path"
    case_field: ClassVar[str] = "case__"
    trail_subject: ClassVar[tuple[str, str]] = OF_CASE

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项")
    document = models.CharField("材料", max_length=40)
    present_on = models.DateField("收到日期")
    kept_at = models.CharField("存放在", max_length=120)
    seen_by = models.CharField("核对人", max_length=100)

    objects = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = "办理材料"

    def __str__(self) -> str:
        return f"{self.case_id} {self.document}"


class StepSpan(Recorded):
    """A step as it waited for somebody: a projection as a whole, written with the log.

    What waits now has an open end. What waited on a past day, with the last day that it had then, is read the same way: a pause, a
    hand-over or a step done again ends one row and begins another.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_CASE
    projections: ClassVar[frozenset[str]] = frozenset(
        {"case_id", "procedure", "step", "role", "organisation_id", "entered", "earliest", "latest", "valid_from", "valid_to"}
    )

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", verbose_name="办理事项", db_index=False)
    procedure = models.CharField("程序", max_length=40)
    step = models.CharField("步骤", max_length=40)
    role = models.CharField("由谁办理", max_length=12)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="办理党组织", db_index=False)
    entered = models.DateField("开始日期")
    earliest = models.DateField("最早日期", null=True)
    latest = models.DateField("最迟日期", default=FAR)
    valid_from = models.DateField("从")
    valid_to = models.DateField("到", default=FAR)

    objects = Guarded()

    class Meta:
        verbose_name = "待办步骤"
        indexes = [models.Index(fields=["organisation", "valid_to", "latest"], name="step_span_ix")]
        constraints = [
            models.UniqueConstraint(fields=["case", "step"], condition=models.Q(valid_to=FAR), name="step_waits_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"
