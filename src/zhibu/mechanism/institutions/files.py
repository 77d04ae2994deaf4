"""An attached copy belongs to a version, is seen with it, and stays as it is once the version was adopted."""

from collections.abc import Collection, Mapping
from typing import Final

from django.urls import reverse

from zhibu.files.owners import Belonging, Owner
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.queries.histories import history_of
from zhibu.mechanism.institutions.terms import EDIT, SEE

WHY: Final = "制度文本的附件所在的党组织"
KIND: Final = "institution_version"
ADOPTED: Final = Decision.of(Objection("adopted", "这一版已经通过，附件不再改动。", remedy="请修订，附件随新的一版添加。"))


def code_of(institution: Institution, number: int) -> str:
    """Institution and version."""
    return f"{institution.code}-{number}"


def belonging(reader: AccountReader, code: str) -> Belonging | None:
    """Seen by whoever sees the version: a draft by those alone who write there."""
    own, _, number = code.partition("-")
    found = Institution.objects.seen_by(reader, SEE).filter(code=own).select_related("organisation").first()
    if found is None or not number.isdigit():
        return None
    path, draft = found.organisation.now_path, history_of(found.pk).draft(FAR)
    writing = draft is not None and draft.number == int(number)
    if writing and not reader.may(EDIT, path):
        return None
    url = reverse("institution_version", args=[found.code, int(number)])
    return Belonging(path, str(found), url, EDIT, fixed=Decision() if writing else ADOPTED)


def places(codes: Collection[str]) -> Mapping[str, str]:
    """Where institutions stand, for the trail."""
    own = {code: code.partition("-")[0] for code in codes}
    found = dict(Institution.objects.unguarded(WHY).filter(code__in=set(own.values())).values_list("code", "organisation__now_path"))
    return {code: found[one] or "" for code, one in own.items() if one in found}


def hold(code: str) -> Decision:
    """Whoever adopts it holds the institution first, too: a version may have been adopted while a photo was being read."""
    own, _, number = code.partition("-")
    found = Institution.objects.unguarded(WHY).select_for_update(no_key=True).filter(code=own).first()
    draft = history_of(found.pk).draft(FAR) if found is not None else None
    return Decision() if draft is not None and str(draft.number) == number else ADOPTED


OWNER: Final = Owner("制度文本", belonging, places, hold)
