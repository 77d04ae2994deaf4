"""What the pages share: the scope that is looked at, the people whom a form names, the branch that somebody typed."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.http import Http404
from django.urls import reverse

from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation, Person
from zhibu.register.queries.lookups import find_organisation
from zhibu.team.managing.services import accept, decline, person_code
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.pages import Act
from zhibu.web.state import PageState

EDIT: Final = "edit_members"
NAMED: Final = "see_names"
AT_ONCE: Final = 200


def export_act(name: str, state: PageState) -> Act:
    """The list as it is shown, as Excel."""
    return Act("导出", f"{reverse(name)}{state.query}")


def scope_of(request: ReaderRequest, state: PageState, act: str = EDIT) -> Organisation | None:
    """The organisation that a list is narrowed to; one out of reach is 404."""
    code = state.value("within")
    return reach(Organisation.objects.all(), request.reader, act, code=code) if code else None


def paths_of(request: ReaderRequest, scope: Organisation | None, act: str = EDIT) -> tuple[str, ...]:
    """That organisation alone, or the reader's subtrees."""
    return (scope.now_path,) if scope else request.reader.paths(act)


def person_of(request: ReaderRequest, code: str) -> Person:
    """Somebody whose record the reader may edit."""
    return reach(Person.objects.all(), request.reader, EDIT, code=code, merged_into=None)


def people_of(request: ReaderRequest, keys: Sequence[str]) -> Mapping[str, Person]:
    """Everybody whom the keys name; if one of them is out of reach, nothing is done for any."""
    codes = {person_code(key) for key in keys}
    if len(codes) > AT_ONCE:
        raise Http404
    found = Person.objects.seen_by(request.reader, EDIT).filter(code__in=codes, merged_into=None)
    people = {person.code: person for person in found}
    return people | {code: person_of(request, code) for code in codes - people.keys()}


def settle(request: ReaderRequest, keys: Sequence[str], *, place: str, reason: str) -> Outcome:
    """Accept or decline, as the button says; a branch that was typed counts for all."""
    by, people = actor(request), people_of(request, keys)
    if request.POST.get("do") != "accept":
        return decline(by=by, people=people, keys=keys, reason=reason)
    if not place.strip():
        return accept(by=by, people=people, keys=keys, reason=reason)
    found = find_organisation(request.reader, place, NAMED, field="target")
    if found.organisation is None:
        return Outcome(found.decision)
    return accept(by=by, people=people, keys=keys, target=found.organisation, reason=reason)


def said(request: ReaderRequest, count: int) -> str:
    """What the page says afterwards."""
    if request.POST.get("do") == "accept":
        return f"已采纳 {count} 名，建了转接草稿；没有移动任何人。当天可以在“转接草稿”里撤回。"
    return f"{count} 名的建议不采纳，已记下理由；情况不变就不再提。"
