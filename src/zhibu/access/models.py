"""Grants, whom an account belongs to, requests to take a second factor away, and tokens for other systems."""

from typing import ClassVar

from django.db import models

from zhibu.accounts.models import Account
from zhibu.register.models import Organisation, Person, Post
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check


class Grant(Span, Recorded):
    """An account has a role on an organisation and below, for a span; a grant that rests on a post ends with it.

    Keepers hold the whole installation: their grant names no organisation.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("account", "account_id")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    role = models.CharField("角色", max_length=24)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="党组织")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所依据的职务")
    basis = models.CharField("依据", max_length=200, default="")

    objects = models.Manager.from_queryset(SpanQuerySet)()

    class Meta:
        verbose_name = "授权"
        constraints = [span_check("grant_span"), NoOverlap("account", "role", "organisation", name="grant_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.organisation_id}"


class AccountOwner(Recorded):
    """The person in the register whom an account belongs to: opens the own record."""

    reach_field: ClassVar[str] = "person__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("account", "account_id")

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="owner", verbose_name="账号")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="人员")

    objects = models.Manager.from_queryset(GuardedQuerySet)()

    class Meta:
        verbose_name = "账号所属人"

    def __str__(self) -> str:
        return f"{self.account_id} {self.person_id}"


class FactorReset(Recorded):
    """Somebody lost phone and sheet: one keeper asks for the second factor to be taken away, another one does it."""

    reach_field: ClassVar[str] = "account__owner__person__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("account", "account_id")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    reason = models.CharField("原因", max_length=200)
    state = models.CharField("状态", max_length=12, default="open")
    settled_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    settled_at = models.DateTimeField("办理时间", null=True)

    objects = models.Manager.from_queryset(GuardedQuerySet)()

    class Meta:
        verbose_name = "撤销二次验证的申请"
        indexes = [models.Index(fields=["state", "asked_at"], name="factorreset_state_ix")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.state}"


class Token(models.Model):
    """What another system shows in place of a person: some rights of its account, in a part of its reach, for a span of days.

    It is read before anybody is known. What is kept is a keyed hash; the token itself is shown once.
    """

    trail_subject: ClassVar[tuple[str, str]] = ("account", "account_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"digest", "last_used_on"})

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    name = models.CharField("给谁用", max_length=60)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织及其下级")
    acts = models.CharField("可以办的事", max_length=600)
    """Keys of acts, joined by commas; what the account may not do any more, its token may not either."""
    digest = models.CharField("令牌", max_length=64, unique=True)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期")
    made_at = models.DateTimeField("开通时间")
    revoked_at = models.DateTimeField("停用时间", null=True)
    last_used_on = models.DateField("最近使用", null=True)

    class Meta:
        verbose_name = "接口令牌"
        constraints = [span_check("token_span")]

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """What was answered to a write under a key: asked again within a day, the same is answered and nothing is done twice."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+", verbose_name="接口令牌", db_index=False)
    key = models.CharField("标记", max_length=64)
    asked = models.BinaryField()
    """Hash of method, address and body."""
    status = models.PositiveSmallIntegerField("回答", default=0)
    body = models.BinaryField(default=b"")
    """The answer, sealed: it tells of people."""
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "接口的回答"
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="keptanswer_once")]
        indexes = [models.Index(fields=["at"], name="keptanswer_at_ix")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
