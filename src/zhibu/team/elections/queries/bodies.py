"""What the register says of organisations that elect: the same measures as clauses read, and who may stand."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from zhibu.gatherings.queries.expected import Expected, expected_of
from zhibu.gatherings.terms import GatheringKind
from zhibu.oversight.facts import Subject
from zhibu.oversight.queries.findings import Asked, subjects_of
from zhibu.register.models import Organisation, Post
from zhibu.register.terms.organisations import COMMITTEE_SEATS
from zhibu.team.elections.rules.opening import Body
from zhibu.team.elections.terms import Office

WHY: Final = "换届：在任的委员和书记随党组织公开"


def body_of(subject: Subject) -> Body:
    """As the rules take it."""
    facts = subject.facts
    return Body(
        facts["kind"], facts["provisional"], facts["in_community"], facts["full_members"], facts["seats"], facts["term_began"]
    )  # fmt: skip


def subjects(paths: Sequence[str], on: date) -> list[Subject]:
    """Every organisation of these subtrees that elects; one query."""
    asked = Asked(tuple(paths), (), on)
    found = next((list(rows) for kind, rows in subjects_of(asked) if kind == "organisation"), [])
    return [one for one in found if body_of(one).elects]


def body_on(organisation: Organisation, on: date) -> Body:
    """One organisation, also one that has no elections."""
    asked = Asked((organisation.now_path,), (), on)
    rows = next((rows for kind, rows in subjects_of(asked) if kind == "organisation"), ())
    found = next((one for one in rows if one.id == organisation.pk), None)
    return body_of(found) if found else Body(organisation.now_kind, organisation.now_provisional)


def able(organisation: Organisation, on: date) -> list[Expected]:
    """Everybody on the roll of the day who has a vote, and so may be voted for, by pinyin."""
    lists = expected_of([str(GatheringKind.ELECTION)], [organisation.pk], on=on)
    return [one for one in lists.get((GatheringKind.ELECTION, organisation.pk), []) if one.votes]


def in_office(organisation: Organisation, on: date) -> dict[Office, list[int]]:
    """Who sits on the committee now, and leads it; one query."""
    held = Post.objects.unguarded(WHY).on(on).filter(organisation=organisation, kind__in=COMMITTEE_SEATS).order_by("person_id")
    found: dict[Office, list[int]] = {office: [] for office in Office}
    for person, kind in held.values_list("person_id", "kind"):
        found[Office.COMMITTEE].append(person)
        if kind in {Office.SECRETARY, Office.DEPUTY}:
            found[Office.stored(kind)].append(person)
    return found
