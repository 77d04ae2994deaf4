"""Which template fills a paper: that of the nearest organisation above the meeting which has one of its own, else the shipped one."""

from typing import Final

from zhibu.gatherings.models import PaperTemplate
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.register.models import Organisation
from zhibu.register.queries.scopes import down_to
from zhibu.store.guards import GuardedQuerySet

WHY: Final = "文书模板不含个人信息"


def template_for(kind: PaperKind, path: str) -> bytes | None:
    """The file, None where the shipped one counts; one query."""
    found = PaperTemplate.objects.unguarded(WHY).filter(organisation__now_path__in=down_to(path), paper=str(kind), withdrawn_at=None)
    nearest = found.order_by("-organisation__now_path").values_list("content", flat=True).first()
    return bytes(nearest) if nearest is not None else None


def templates_of(organisation: Organisation) -> GuardedQuerySet[PaperTemplate]:
    """All that an organisation ever had, the newest first, without the files."""
    return PaperTemplate.objects.unguarded(WHY).filter(organisation=organisation).defer("content").order_by("-pk")
