"""A street's table for a year, its indicators with their rules over time, the agreements that rest on it, and what scorers gave."""

from typing import ClassVar, Final

from django.db import models

from zhibu.mechanism.appraisal.terms import PartKind, Reach, SchemeState
from zhibu.polls.models import Poll
from zhibu.register.models import Organisation
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
Spans: Final = models.Manager.from_queryset(SpanQuerySet)


class Scheme(Recorded):
    """The table of a year: what an organisation asks of those of a kind below it, and how the parts weigh (in percent).

    ``bands`` are grades from so many points on, ``name:points`` or ``name:points:quota`` separated by commas.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("scheme", "id")

    code = models.CharField("编号", max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="考评组织", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=120)
    kind = models.CharField("考评对象", max_length=24)
    basis = models.CharField("依据文件", max_length=200)
    regular_weight = models.DecimalField("平时权重", max_digits=5, decimal_places=2, default=100)
    yearly_weight = models.DecimalField("年终权重", max_digits=5, decimal_places=2, default=0)
    satisfaction_weight = models.DecimalField("满意度权重", max_digits=5, decimal_places=2, default=0)
    bonus_cap = models.DecimalField("加分上限", max_digits=5, decimal_places=2, default=0)
    bands = models.CharField("等次", max_length=200, default="优秀:95,良好:90")
    state = models.CharField("状态", max_length=12, default=SchemeState.DRAFT.value)
    published_on = models.DateField("公布日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "考评办法"
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "kind"], name="scheme_once")]

    def __str__(self) -> str:
        return self.title


class OfScheme(Recorded):
    """Something that belongs to a table and is reached as it is."""

    reach_field: ClassVar[str] = "scheme__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("scheme", "scheme_id")

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+", verbose_name="考评办法", db_index=False)

    class Meta:
        abstract = True


class Indicator(OfScheme):
    """One row of the table. A veto counts only with a basis document of its own."""

    number = models.PositiveSmallIntegerField("序号")
    area = models.CharField("考核项目", max_length=60, default="")
    title = models.CharField("指标", max_length=200)
    standard = models.CharField("评分标准", max_length=1000, default="")
    points = models.DecimalField("分值", max_digits=6, decimal_places=2)
    part = models.CharField("类别", max_length=12, default=PartKind.REGULAR.value)
    reach = models.CharField("统计范围", max_length=8, default=Reach.OWN.value)
    scorer = models.CharField("评分人", max_length=60, default="")
    veto_basis = models.CharField("一票否决依据", max_length=200, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "考评指标"
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="indicator_once")]

    def __str__(self) -> str:
        return self.title


class IndicatorRule(Span, OfScheme):
    """How an indicator is scored, from a day on: a rule as text, and the measure that it reads (empty: somebody judges)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+", verbose_name="考评指标", db_index=False)
    rule = models.CharField("计分规则", max_length=2000)
    basis = models.CharField("调整依据", max_length=200, default="")
    measure = models.CharField("计算口径", max_length=60, default="")

    objects = Spans()

    class Meta:
        verbose_name = "计分规则"
        constraints = [span_check("indicatorrule_span"), NoOverlap("indicator", name="indicatorrule_once")]

    def __str__(self) -> str:
        return self.rule


class Agreement(Recorded):
    """目标责任书: one organisation and the one above it agree on a table for a year. It holds once both have signed."""

    reach_field: ClassVar[str] = "taker__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("agreement", "id")

    code = models.CharField("编号", max_length=12, unique=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="考评办法", db_index=False)
    taker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="责任组织", db_index=False)
    giver_signed_on = models.DateField("上级签订日期", null=True)
    giver_signed_by = models.CharField("上级签订人", max_length=100, default="")
    taker_signed_on = models.DateField("本级签订日期", null=True)
    taker_signed_by = models.CharField("本级签订人", max_length=100, default="")
    made_on = models.DateField("拟定日期", null=True)
    remarks = models.CharField("年度说明", max_length=1000, default="")
    statement_on = models.DateField("说明报送日期", null=True)
    statement_by = models.CharField("说明报送人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "目标责任书"
        constraints = [models.UniqueConstraint(fields=["scheme", "taker"], name="agreement_once")]
        indexes = [models.Index(fields=["taker", "scheme"], name="agreement_taker_ix")]

    def __str__(self) -> str:
        return self.code


class OfAgreement(Recorded):
    """Something that belongs to an agreement."""

    reach_field: ClassVar[str] = "agreement__taker__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("agreement", "agreement_id")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+", verbose_name="目标责任书", db_index=False)

    class Meta:
        abstract = True


class Judgement(OfAgreement):
    """What a scorer gave for an indicator, with the reason; the latest counts, the earlier ones stay."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="考评指标")
    day = models.DateField("日期")
    points = models.DecimalField("得分", max_digits=6, decimal_places=2)
    reason = models.CharField("理由", max_length=500)
    scorer = models.CharField("评分人", max_length=100)

    objects = Guarded()

    class Meta:
        verbose_name = "评分"
        indexes = [models.Index(fields=["agreement", "indicator", "day"], name="judgement_ix")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.indicator_id} {self.points}"


class Bonus(OfAgreement):
    """加分申请: what for, how much was asked, how much was given and why."""

    title = models.CharField("加分事项", max_length=200)
    evidence = models.CharField("依据", max_length=300)
    asked = models.DecimalField("申请分数", max_digits=5, decimal_places=2)
    asked_on = models.DateField("申请日期")
    asked_by = models.CharField("申请人", max_length=100)
    given = models.DecimalField("核定分数", max_digits=5, decimal_places=2, null=True)
    decided_on = models.DateField("核定日期", null=True)
    decided_by = models.CharField("核定人", max_length=100, default="")
    reason = models.CharField("核定说明", max_length=300, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "加分申请"
        indexes = [models.Index(fields=["agreement"], name="bonus_agreement_ix")]

    def __str__(self) -> str:
        return self.title


class ScoreObjection(OfAgreement):
    """对初步结果的意见: what an organisation says against its provisional result, and the reasoned answer by a day that is fixed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="考评指标", db_index=False)
    said = models.CharField("意见", max_length=1000)
    raised_on = models.DateField("提出日期")
    raised_by = models.CharField("提出人", max_length=100)
    answer_by = models.DateField("最迟答复日期")
    upheld = models.BooleanField("采纳", null=True)
    answer = models.CharField("答复", max_length=1000, default="")
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.CharField("答复人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "考评结果意见"
        indexes = [models.Index(fields=["agreement", "answered_on"], name="scoreobjection_ix")]

    def __str__(self) -> str:
        return self.said


class Result(OfAgreement):
    """What came out: as it was told provisionally, and as it was published. Published, it never changes; the live score may.

    ``content`` is JSON of every line with what was counted; ``fingerprint`` is its SHA-256. ``decided_band`` stands only where more
    organisations lay in a band than its quota allows, and people decided, with a reason.
    """

    told_on = models.DateField("告知日期")
    told_points = models.DecimalField("初步得分", max_digits=6, decimal_places=2)
    told_band = models.CharField("初步等次", max_length=20, default="")
    decided_band = models.CharField("研究确定的等次", max_length=20, default="")
    band_reason = models.CharField("等次调整理由", max_length=300, default="")
    band_by = models.CharField("等次确定人", max_length=100, default="")
    points = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True)
    band = models.CharField("等次", max_length=20, default="")
    content = models.TextField("得分明细", default="")
    fingerprint = models.CharField("明细指纹", max_length=64, default="")
    published_on = models.DateField("公布日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "考评结果"
        constraints = [models.UniqueConstraint(fields=["agreement"], name="result_once")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.band}"


class SatisfactionPoll(OfAgreement):
    """满意度: the anonymous poll whose share enters the satisfaction part of an agreement, once it is shown."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="+", verbose_name="征求意见")

    objects = Guarded()

    class Meta:
        verbose_name = "满意度征求意见"
        constraints = [models.UniqueConstraint(fields=["agreement"], name="satisfactionpoll_once")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.poll_id}"


class Envelope(Recorded):
    """检查封存件: a year given away as a file, to whom, and the fingerprint by which a changed one is found. The file is kept nowhere."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("scheme", "scheme_id")

    code = models.CharField("编号", max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="范围", db_index=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="考评办法", db_index=False)
    made_on = models.DateField("制作日期")
    made_by = models.CharField("制作人", max_length=100)
    recipient = models.CharField("交给谁", max_length=120)
    number = models.PositiveIntegerField("组织数")
    size = models.PositiveIntegerField("字节数")
    fingerprint = models.CharField("指纹", max_length=64)

    objects = Guarded()

    class Meta:
        verbose_name = "检查封存件"
        indexes = [models.Index(fields=["organisation", "made_on"], name="envelope_organisation_ix")]

    def __str__(self) -> str:
        return self.code
