"""What a street decided in place of a default, from a day on, and what was proposed to it."""

from typing import ClassVar

from django.db import models

from zhibu.accounts.models import Account
from zhibu.parameters.terms import ProposalState
from zhibu.register.models.organisations import Organisation, OrganisationSpan
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, SpanQuerySet, span_check


class ParameterProposal(Recorded):
    """A value that the clerk proposes with its basis document; an empty one lets the default hold again. The secretary decides.

    It is a subject of the trail in its own right: what was done about one parameter does not stand in the way of another.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("parameter_proposal", "id")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织")
    parameter = models.CharField("参数", max_length=60)
    value = models.CharField("数值", max_length=40, default="")
    valid_from = models.DateField("起始日期")
    basis = models.CharField("依据文件", max_length=200)
    note = models.CharField("说明", max_length=300, default="")
    proposed_on = models.DateField("提出日期")
    proposed_by = models.CharField("提出人", max_length=100)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出人的账号")
    state = models.CharField("状态", max_length=12, default=ProposalState.OPEN.value)
    decided_on = models.DateField("确定日期", null=True)
    decided_by = models.CharField("确定人", max_length=100, default="")
    answer = models.CharField("答复", max_length=300, default="")

    objects = models.Manager.from_queryset(GuardedQuerySet)()

    class Meta:
        verbose_name = "本地参数建议"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "parameter"], condition=models.Q(state="open"), name="proposal_open_once")
        ]

    def __str__(self) -> str:
        return f"{self.parameter} → {self.value or '默认值'}"


class LocalParameter(OrganisationSpan):
    """The value of one local parameter for an organisation and below; ``value`` as text, read by the kind of the default."""

    trail_subject: ClassVar[tuple[str, str]] = ("local_parameter", "id")

    parameter = models.CharField("参数", max_length=60)
    value = models.CharField("数值", max_length=40)
    basis = models.CharField("依据", max_length=200)
    proposal = models.ForeignKey(ParameterProposal, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所依据的建议")

    objects = models.Manager.from_queryset(SpanQuerySet)()

    reach_field: ClassVar[str] = "organisation__now_path"

    class Meta:
        verbose_name = "本地参数"
        constraints = [span_check("localparameter_span"), NoOverlap("organisation", "parameter", name="localparameter_once")]

    def __str__(self) -> str:
        return f"{self.parameter} = {self.value}"
