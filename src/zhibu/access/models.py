"""Grants, whom an account belongs to, and requests to take a second factor away."""

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
