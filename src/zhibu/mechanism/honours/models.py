"""Honours granted and received, and a selection beside its case.

Who was nominated stands in the open in a row until the decision alone: then those who were not chosen are sealed with their own
key (``sealed``), and nobody lists them any more.
"""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering
from zhibu.mechanism.honours.terms import Answered, Verdict
from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)

NOBODY: Final = Q(person=None) & Q(organisation=None) & Q(unit=None)
ONE: Final = (
    (Q(person__isnull=False) & Q(organisation=None) & Q(unit=None))
    | (Q(person=None) & Q(organisation__isnull=False) & Q(unit=None))
    | (Q(person=None) & Q(organisation=None) & Q(unit__isnull=False))
)


class Received(Recorded):
    """What every honour has: one receiver, and the organisation under whose name it stands on the roll of honour (``place``).

    ``name`` is somebody of a unit, or a Party organisation of one, that the register does not hold.
    """

    reach_field: ClassVar[str] = "place__now_path"
    own_field: ClassVar[str] = "person_id"

    place = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="所在党组织", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="党员")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="党组织", db_index=False
    )
    unit = models.ForeignKey(ResidentUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="驻区单位")
    name = models.CharField("单位内的姓名或名称", max_length=60, default="")
    year = models.PositiveSmallIntegerField("年度")
    public_on = models.DateField("同意公开的日期", null=True)

    class Meta:
        abstract = True


class SelectionCampaign(Recorded):
    """评选表彰 of one kind and year, beside its case: called, nominated, reviewed, voted, put up, decided."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("case", "case_id")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="评选的党组织", db_index=False)
    kind = models.CharField("荣誉类别", max_length=24)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=80)
    basis = models.CharField("评选通知文号", max_length=80, default="")
    called_on = models.DateField("部署日期")
    nominate_until = models.DateField("推荐截止")
    gathering = models.ForeignKey(
        Gathering, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="讨论的会议", db_index=False
    )
    notice_from = models.DateField("公示开始", null=True)
    notice_until = models.DateField("公示截止", null=True)
    notice_at = models.CharField("公示地点", max_length=120, default="")
    decided_on = models.DateField("表彰日期", null=True)
    document = models.CharField("表彰决定文号", max_length=80, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "评选表彰"
        indexes = [models.Index(fields=["organisation", "year", "kind"], name="campaign_organisation_ix")]

    def __str__(self) -> str:
        return self.title


class CampaignPart(Recorded):
    """A row that belongs to a selection and is reached as it is."""

    reach_field: ClassVar[str] = "campaign__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("case", "case_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"case_id"})

    case_id = models.BigIntegerField("办理事项")
    campaign = models.ForeignKey(SelectionCampaign, on_delete=models.PROTECT, related_name="+", verbose_name="评选表彰", db_index=False)

    class Meta:
        abstract = True


class CampaignQuota(CampaignPart):
    """How many an organisation, with all below it, may nominate."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    number = models.PositiveSmallIntegerField("名额")

    objects = Guarded()

    class Meta:
        verbose_name = "推荐名额"
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation"], name="campaignquota_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.organisation_id} {self.number}"


class Nomination(CampaignPart):
    """Somebody who is proposed. The trail says that a nomination came, and from where; never whom it names.

    After the decision ``sealed`` says of those not chosen who it was, to whoever holds that person's key and asks for that person.
    """

    reach_field: ClassVar[str] = "nominator__now_path"
    trail_hidden: ClassVar[frozenset[str]] = frozenset(
        {"person_id", "organisation_id", "unit_id", "name", "deeds", "exception", "verdict", "verdict_because", "sealed"}
    )

    number = models.PositiveSmallIntegerField("序号")
    """Within the selection, in no order."""
    nominator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="推荐党组织", db_index=False)
    nominated_on = models.DateField("推荐日期")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="党员")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="党组织", db_index=False
    )
    unit = models.ForeignKey(ResidentUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="驻区单位", db_index=False)
    name = models.CharField("单位内的姓名或名称", max_length=60, default="")
    deeds = models.CharField("主要事迹", max_length=500, default="")
    exception = models.CharField("例外理由", max_length=300, default="")
    verdict = models.CharField("考察意见", max_length=16, default=Verdict.OPEN.value)
    verdict_because = models.CharField("不列入的理由", max_length=300, default="")
    sealed = models.BinaryField("封存", null=True)
    sealed_on = models.DateField("封存日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "推荐"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="nomination_number_once"),
            models.CheckConstraint(condition=ONE | (NOBODY & Q(sealed_on__isnull=False)), name="nomination_one_receiver"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"


class NoticeObjection(CampaignPart):
    """异议 while the list is up, and its answer, both sealed with the key of the case. Who objected is not asked."""

    trail_hidden: ClassVar[frozenset[str]] = frozenset({"said", "answer"})

    number = models.PositiveSmallIntegerField("序号")
    received_on = models.DateField("收到日期")
    said = models.BinaryField("反映的情况")
    """Before it, under the same seal, the number of the nomination that it is about."""
    outcome = models.CharField("核实结果", max_length=12, default=Answered.OPEN.value)
    answer = models.BinaryField("核实情况和答复", null=True)
    answered_on = models.DateField("答复日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "公示异议"
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="noticeobjection_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"


class Honour(Received):
    """An honour that one of our organisations granted, with the number of its certificate and the code by which that is verified."""

    trail_subject: ClassVar[tuple[str, str]] = ("honour", "id")

    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="授予的党组织")
    campaign = models.ForeignKey(SelectionCampaign, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="评选表彰")
    kind = models.CharField("荣誉类别", max_length=24)
    title = models.CharField("荣誉名称", max_length=80)
    decided_on = models.DateField("表彰日期")
    document = models.CharField("表彰决定文号", max_length=80, default="")
    certificate = models.CharField("证书编号", max_length=24, unique=True)
    check_code = models.CharField("校验码", max_length=16, unique=True)
    revoked_on = models.DateField("撤销日期", null=True)
    revoked_because = models.CharField("撤销原因", max_length=300, default="")
    revoked_document = models.CharField("撤销决定文号", max_length=80, default="")

    trail_hidden: ClassVar[frozenset[str]] = frozenset({"check_code"})

    objects = Guarded()

    class Meta:
        verbose_name = "授予的荣誉"
        constraints = [models.CheckConstraint(condition=ONE, name="honour_one_receiver")]
        indexes = [
            models.Index(fields=["place", "year", "kind"], name="honour_place_ix"),
            models.Index(fields=["organisation", "year"], name="honour_organisation_ix"),
        ]

    def __str__(self) -> str:
        return self.certificate


class HonourReceived(Received):
    """上级荣誉: what district, city and above gave to somebody here. Its paper is an attachment."""

    trail_subject: ClassVar[tuple[str, str]] = ("honour_received", "id")

    code = models.CharField("编号", max_length=12, unique=True)
    level = models.CharField("级别", max_length=12)
    giver = models.CharField("授予单位", max_length=120)
    title = models.CharField("荣誉名称", max_length=120)
    given_on = models.DateField("授予日期")
    document = models.CharField("文号", max_length=80, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "上级荣誉"
        constraints = [models.CheckConstraint(condition=ONE, name="honourreceived_one_receiver")]
        indexes = [
            models.Index(fields=["place", "year"], name="honourreceived_place_ix"),
            models.Index(fields=["organisation", "year"], name="honourreceived_org_ix"),
        ]

    def __str__(self) -> str:
        return self.code
