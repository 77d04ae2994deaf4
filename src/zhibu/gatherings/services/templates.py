"""A street puts its own Word template in the place of ours, or goes back."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import IntegrityError

from zhibu.exchange.word import Refused, word
from zhibu.gatherings.models import PaperTemplate
from zhibu.gatherings.shipped import fields_of
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "更换文书模板时核对"
SAMPLE: Final = "（样例）"


def sample_of(kind: PaperKind) -> Mapping[str, str | Sequence[Mapping[str, str]]]:
    """Every field filled, two rows in every list: what a template is tried with before it counts."""
    fields = fields_of(kind)
    single = {name: f"{name}{SAMPLE}" for name in fields.single}
    return {**single, **{name: [{column: f"{column}{SAMPLE}" for column in columns}] * 2 for name, columns in fields.lists.items()}}


def tried(kind: PaperKind, content: bytes) -> Decision:
    """Whether a file can be filled; every fault with its remedy."""
    try:
        word(content, fields_of(kind), sample_of(kind))
    except Refused as refusal:
        return Decision.of(*(_fault(one) for one in refusal.faults))
    except Unusable as refusal:
        return Decision.of(_fault(refusal.reason))
    return Decision()


def _fault(said: str) -> Objection:
    message, _, remedy = said.partition("。")
    return Objection("template", f"{message}。", remedy=remedy or "请改正后重新上传。", field="file")


def replace_template(*, by: Actor, organisation: Organisation, kind: PaperKind, name: str, content: bytes) -> Outcome:
    """Tried with sample data outside the transaction; the one before stays in the history."""
    decision = tried(kind, content)
    if not decision.allowed:
        return Outcome(decision)
    try:
        with recording(by, "paper.template", reason=kind.label) as work:
            held(organisation)
            _withdraw(work, organisation, kind, by)
            pk = work.add(
                PaperTemplate,
                organisation_id=organisation.pk,
                paper=str(kind),
                name=name[:120],
                content=content,
                uploaded_at=by.at,
                uploaded_by=by.label,
            )
    except IntegrityError:
        return Outcome.refused(Objection("meanwhile", "另一个人刚刚换了这个模板。", remedy="请刷新页面后再看。"))
    return Outcome(row_id=pk)


def back_to_shipped(*, by: Actor, organisation: Organisation, kind: PaperKind) -> Outcome:
    """The shipped template counts again."""
    with recording(by, "paper.template_back", reason=kind.label) as work:
        held(organisation)
        if not _withdraw(work, organisation, kind, by):
            return Outcome.refused(Objection("shipped", "现在用的就是自带的模板。", remedy="不用再恢复。"))
    return Outcome(row_id=organisation.pk)


def _withdraw(work: Work, organisation: Organisation, kind: PaperKind, by: Actor) -> bool:
    found = PaperTemplate.objects.unguarded(WHY).filter(organisation=organisation, paper=str(kind), withdrawn_at=None)
    numbers = list(found.values_list("pk", flat=True))
    for pk in numbers:
        work.change(PaperTemplate, pk, withdrawn_at=by.at, withdrawn_by=by.label)
    return bool(numbers)
