"""Who may call a selection, whom a call reaches below, and where a nomination begins: what the forms of a selection offer."""

from typing import Final

from django.db.models import QuerySet

from zhibu.cases.models import Case
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.terms import NOMINATE, RECORD
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind

HONOURING: Final = (OrganisationKind.STREET_COMMITTEE, OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH)


def honouring(reader: Reader) -> "QuerySet[Organisation]":
    """Organisations that honour others, where the reader conducts selections, in the order of the tree."""
    found = Organisation.objects.seen_by(reader, RECORD).filter(now_kind__in=list(map(str, HONOURING)), dissolved_on=None)
    return found.order_by("now_path")


def below(reader: Reader, own: Organisation) -> "QuerySet[Organisation]":
    """Those directly below one, which get quotas."""
    return Organisation.objects.seen_by(reader, RECORD).filter(now_parent=own, dissolved_on=None).order_by("now_path")


def code_of(reader: Reader, case_id: int) -> str:
    """By which a selection that was just called is opened."""
    return Case.objects.seen_by(reader, RECORD).code_of(case_id)


def own_below(reader: Reader, path: str) -> Organisation | None:
    """The organisation of the reader's own grant, where it stands below the one that honours."""
    mine = [one for one in reader.paths(NOMINATE) if one.startswith(path) and one != path]
    return Organisation.objects.seen_by(reader, NOMINATE).filter(now_path__in=mine).order_by("now_path").first() if mine else None


def own_branch(reader: Reader) -> Organisation | None:
    """The branch for which the reader nominates as a rule; None for those who stand above branches."""
    own = Organisation.objects.seen_by(reader, NOMINATE).filter(now_path__in=reader.paths(NOMINATE), now_kind=OrganisationKind.BRANCH)
    return own.order_by("now_path").first()
