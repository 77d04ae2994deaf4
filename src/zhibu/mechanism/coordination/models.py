"""Who takes part, what is offered, needed and done together; the link of a unit's liaison, and what came by it. No person stands here."""

from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q

from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation, ResidentUnit, UnitOrganisation
from zhibu.store.guards import GuardedQuerySet, M, Recorded, within

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
OF_ORGANISATION: Final = ("organisation", "organisation_id")
WHY: Final = "共建事项由立项的党组织和单位自己的党组织看到"


class SharedQuerySet(GuardedQuerySet[M]):
    """Two organisations reach a row: the one in whose lists it stands, and the Party organisation set up in the partner unit."""

    def seen_by(self, reader: Reader, act: str) -> Self:
        """Narrow to what the reader may see by this act, and open."""
        opened = self._open()
        if reader.everywhere:
            return opened
        paths = reader.paths(act)
        inside = Organisation.objects.unguarded(WHY).filter(within("now_path", paths)).values("pk")
        units = UnitOrganisation.objects.unguarded(WHY).filter(valid_to=FAR, organisation__in=inside).values("unit")
        return opened.filter(within("organisation__now_path", paths) | Q(**{f"{self.model.unit_field}__in": units}))  # type: ignore[attr-defined]


Shared: Final = models.Manager.from_queryset(SharedQuerySet)


class Listed(Recorded):
    """A row of the lists of an organisation."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_ORGANISATION
    unit_field: ClassVar[str] = "partner__unit"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织")

    class Meta:
        abstract = True


class PartnerUnit(Listed):
    """共建方: a resident unit of the register, or somebody who stands on no list of ours, with whom an organisation works together."""

    unit_field: ClassVar[str] = "unit"

    code = models.CharField("编号", max_length=12, unique=True)
    kind = models.CharField("类别", max_length=12)
    name = models.CharField("名称", max_length=120)
    unit = models.OneToOneField(ResidentUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="驻区单位")
    since = models.DateField("共建开始")
    ended_on = models.DateField("共建结束", null=True)

    objects = Shared()

    class Meta:
        verbose_name = "共建方"
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="partner_once")]

    def __str__(self) -> str:
        return self.name


class Entry(Listed):
    """What an offer and a need have in common. Without ``partner`` it is the organisation's own."""

    partner = models.ForeignKey(PartnerUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="共建方")
    code = models.CharField("编号", max_length=12, unique=True)
    kind = models.CharField("类别", max_length=12)
    title = models.CharField("名称", max_length=60)
    detail = models.CharField("说明", max_length=500, default="")
    entered_on = models.DateField("登记日期")
    entered_by = models.CharField("登记人", max_length=120)
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawn_because = models.CharField("撤回原因", max_length=500, default="")

    class Meta:
        abstract = True


class Offer(Entry):
    """资源: what somebody can give, in a span of days."""

    since = models.DateField("开始日期")
    until = models.DateField("终止日期", default=FAR)

    objects = Shared()

    class Meta:
        verbose_name = "共建资源"

    def __str__(self) -> str:
        return self.title


class Need(Entry):
    """需求: what somebody asks for; of everybody, or of one partner (``asked``). Its case says until when an answer is due."""

    asked = models.ForeignKey(PartnerUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="向谁提出")
    wanted_by = models.DateField("最迟需要", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项")
    returned = models.CharField("退回", max_length=12, default="")
    answer = models.CharField("答复", max_length=500, default="")

    objects = Shared()

    class Meta:
        verbose_name = "共建需求"

    def __str__(self) -> str:
        return self.title


class Project(Listed):
    """项目: an organisation and a partner do something together. How far it is its case says."""

    partner = models.ForeignKey(PartnerUnit, on_delete=models.PROTECT, related_name="+", verbose_name="共建方")
    code = models.CharField("编号", max_length=12, unique=True)
    title = models.CharField("项目", max_length=60)
    kind = models.CharField("类别", max_length=12)
    partner_gives = models.BooleanField("由共建方提供")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="需求")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="资源")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项")
    matched_on = models.DateField("对接日期")
    what = models.CharField("约定内容", max_length=500, default="")
    due = models.DateField("约定日期", null=True)
    agreed_how = models.CharField("对方怎样同意的", max_length=60, default="")
    done_on = models.DateField("落实日期", null=True)
    outcome = models.CharField("做成了什么", max_length=500, default="")
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="会议活动")
    confirmed_on = models.DateField("确认日期", null=True)
    confirmed_how = models.CharField("怎样确认的", max_length=60, default="")
    thanked_on = models.DateField("致谢日期", null=True)

    objects = Shared()

    class Meta:
        verbose_name = "共建项目"
        indexes = [models.Index(fields=["partner", "done_on"], name="coordination_done_ix")]

    def __str__(self) -> str:
        return self.title


class LiaisonLink(Listed):
    """The way in of a unit's contact, without an account: one page at the portal, until a day or until it is revoked."""

    trail_hidden: ClassVar[frozenset[str]] = frozenset({"key"})

    partner = models.ForeignKey(PartnerUnit, on_delete=models.PROTECT, related_name="+", verbose_name="共建方")
    code = models.CharField("编号", max_length=12, unique=True)
    key = models.CharField("链接密钥", max_length=80, unique=True)
    reason = models.CharField("开通原因", max_length=200)
    issued_on = models.DateField("开通日期")
    issued_by = models.CharField("开通人", max_length=120)
    until = models.DateField("有效期至")
    revoked_on = models.DateField("停用日期", null=True)
    revoked_because = models.CharField("停用原因", max_length=200, default="")

    objects = Shared()

    class Meta:
        verbose_name = "联络员链接"

    def __str__(self) -> str:
        return self.code


class LiaisonArrival(Listed):
    """What came by a link, done or refused with the reason; what was written stands here only while it was refused.

    With ``need`` it answers that need: by an offer, or without one, saying that nothing can be given.
    """

    partner = models.ForeignKey(PartnerUnit, on_delete=models.PROTECT, related_name="+", verbose_name="共建方")
    link = models.ForeignKey(LiaisonLink, on_delete=models.PROTECT, related_name="+", verbose_name="联络员链接", db_index=False)
    number = models.CharField("到达编号", max_length=80, unique=True)
    kind = models.CharField("事项", max_length=40)
    at = models.DateTimeField("收到时间")
    said = models.CharField("写的内容", max_length=700, default="")
    refused = models.CharField("未采用的原因", max_length=500, default="")
    seen_on = models.DateField("已查看", null=True)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="需求")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="资源")

    objects = Shared()

    class Meta:
        verbose_name = "联络员来件"

    def __str__(self) -> str:
        return self.number
