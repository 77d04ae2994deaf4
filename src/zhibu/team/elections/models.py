"""An election beside its case: what the log of steps does not hold. Candidates, ballots with two counts each, who was elected."""

from typing import ClassVar, Final

from django.db import models

from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering, Holding
from zhibu.register.models import Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class Election(Recorded):
    """One election of one organisation. ``term_ends`` is what the register said when it was begun; seats of 0 are no committee."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("case", "case_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"reason", "vacant_because"})

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="换届的党组织")
    superior = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="批复的上级党组织", db_index=False)
    begun_on = models.DateField("启动日期")
    timing = models.CharField("启动时间", max_length=12)
    reason = models.CharField("提前或延期的原因", max_length=300, default="")
    term_ends = models.DateField("届满日期", null=True)
    seats = models.PositiveSmallIntegerField("委员名额")
    deputies = models.PositiveSmallIntegerField("副书记名额", default=0)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="选举大会", db_index=False)
    vacant_because = models.CharField("空缺的原因", max_length=300, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "换届选举"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.begun_on}"


class ElectionPart(Recorded):
    """A row that belongs to an election and is reached as it is."""

    reach_field: ClassVar[str] = "election__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("case", "case_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"case_id"})

    case_id = models.BigIntegerField("办理事项")
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="+", verbose_name="换届选举")

    class Meta:
        abstract = True


class Candidate(ElectionPart):
    """Somebody who stands for an office, as the outgoing committee proposed and the superior reviews it."""

    own_field: ClassVar[str] = "person_id"

    office = models.CharField("选举职务", max_length=20)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="候选人")

    objects = Guarded()

    class Meta:
        verbose_name = "候选人"
        constraints = [models.UniqueConstraint(fields=["election", "office", "person"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.election_id} {self.office} {self.person_id}"


class Ballot(ElectionPart):
    """One round of voting on paper. Who was entitled and who was there is written down with it."""

    office = models.CharField("选举职务", max_length=20)
    number = models.PositiveSmallIntegerField("次序")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="+", verbose_name="会议", db_index=False)
    seats = models.PositiveSmallIntegerField("应选名额")
    opened_on = models.DateField("投票日期")
    entitled = models.PositiveIntegerField("应到有选举权")
    there = models.PositiveIntegerField("实到有选举权")
    issued = models.PositiveIntegerField("发出票数")
    settled_on = models.DateField("结果确定日期", null=True)
    void_because = models.CharField("作废原因", max_length=200, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "选举投票"
        constraints = [models.UniqueConstraint(fields=["election", "office", "number"], name="ballot_number_once")]

    def __str__(self) -> str:
        return f"{self.election_id} {self.office} {self.number}"


class BallotName(ElectionPart):
    """A name printed on a ballot."""

    own_field: ClassVar[str] = "person_id"

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="+", verbose_name="选举投票", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="候选人")

    objects = Guarded()

    class Meta:
        verbose_name = "选票上的姓名"
        constraints = [models.UniqueConstraint(fields=["ballot", "person"], name="ballotname_once")]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.person_id}"


class BallotCount(ElectionPart):
    """What one counter entered, without seeing the other's numbers: two people under two accounts."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="+", verbose_name="选举投票", db_index=False)
    counter = models.PositiveSmallIntegerField("计票人次序")
    counted_by = models.CharField("计票人", max_length=60)
    entered_by = models.CharField("录入人", max_length=100)
    account_id = models.BigIntegerField("录入账号", null=True)
    returned = models.PositiveIntegerField("收回")
    invalid = models.PositiveIntegerField("无效", default=0)

    objects = Guarded()

    class Meta:
        verbose_name = "选举计票"
        constraints = [models.UniqueConstraint(fields=["ballot", "counter"], name="ballotcount_once")]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.counter}"


class BallotMark(ElectionPart):
    """What one name got in one count."""

    own_field: ClassVar[str] = "person_id"

    count = models.ForeignKey(BallotCount, on_delete=models.PROTECT, related_name="+", verbose_name="选举计票", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="姓名")
    for_it = models.PositiveIntegerField("赞成")
    against = models.PositiveIntegerField("反对", default=0)

    objects = Guarded()

    class Meta:
        verbose_name = "得票"
        constraints = [models.UniqueConstraint(fields=["count", "person"], name="ballotmark_once")]

    def __str__(self) -> str:
        return f"{self.count_id} {self.person_id}"


class Elected(ElectionPart):
    """Somebody whom a ballot has elected. In office from the day on which the superior replied, which ``post_from`` says."""

    own_field: ClassVar[str] = "person_id"

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="+", verbose_name="选举投票")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="当选人")
    office = models.CharField("选举职务", max_length=20)
    portfolio = models.CharField("分工", max_length=32, default="")
    votes = models.PositiveIntegerField("赞成票")
    elected_on = models.DateField("当选日期")
    post_from = models.DateField("任职日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "当选人"
        constraints = [models.UniqueConstraint(fields=["election", "office", "person"], name="elected_once")]

    def __str__(self) -> str:
        return f"{self.election_id} {self.office} {self.person_id}"
