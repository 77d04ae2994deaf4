"""The five places and the ways in, made through the services."""

from datetime import timedelta

from tests.access.cast import make_account
from tests.access.world.accounts import export_of, factor_of, grant_of, token_of, upload_of, ways_in
from tests.access.world.mechanism import (
    appraisal_of,
    case_of,
    honours_of,
    institution_of,
    link_of,
    report_of,
    responsible_at,
    shared_of,
    steering_of,
    table_of,
)
from tests.access.world.meetings import assessment_of, gathering_of, life_of, study_of, topic_at
from tests.access.world.places import Place, World
from tests.access.world.relations import SURNAMES, WHY
from tests.access.world.team import election_of
from tests.access.world.telling import letters_of, message_of, poll_of
from tests.register.factories import LONG_SINCE, actor, make_organisation, make_person, make_street, organisation, person
from zhibu.access.terms import Role
from zhibu.keeping.models import Notice
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.parameters.models import ParameterProposal
from zhibu.register.models import (
    CheckNote,
    Mark,
    Membership,
    MoveProposal,
    Organisation,
    Person,
    Post,
    ResidentUnit,
)
from zhibu.register.services.projections import refresh_people
from zhibu.register.terms.people import MarkKind
from zhibu.trail.door import Work, recording
from zhibu.trail.models import Operation


def make_world() -> World:
    """Three hundred rows, made through the services."""
    street = make_street("向阳")
    beyond = make_street("春风", district=street.district)
    nodes = {"own": street.sunny, "parent": street.street, "child": street.sunny_first, "sibling": street.spring, "other": beyond.sunny}
    targets = {"own": street.spring_first, "child": street.spring_first}
    places = {relation: _place(relation, node, targets.get(relation, street.sunny_second)) for relation, node in nodes.items()}
    return World(street, places, *ways_in(street))


def _place(relation: str, node: Organisation, target: Organisation) -> Place:
    branch = make_organisation(
        f"中共{relation}临时支部委员会", parent=node if node.now_kind != "branch" else node.now_parent, short_name=f"{relation}临时支部"
    )
    people = [make_person(branch, f"{SURNAMES[relation]}{number}", phone="13912345678") for number in ("一", "二")]
    with recording(actor(today()), "member.mark", reason="测试") as work:
        for one in people:
            _stand_at(work, one, node)
        note = work.add(
            CheckNote, person_id=people[0].pk, field="education", code="unknown", raw="大本", message="学历不在代码表中。", since=LONG_SINCE
        )
        proposal = work.add(MoveProposal, person_id=people[0].pk, target_id=target.pk, source="page", proposed_on=LONG_SINCE)
        work.add(Mark, person_id=people[1].pk, mark=str(MarkKind.FLOATING_OUT), detail="", valid_from=LONG_SINCE, valid_to=FAR)
        post = work.add(Post, person_id=people[0].pk, organisation_id=node.pk, kind="secretary", valid_from=LONG_SINCE, valid_to=FAR)
        parameter = work.add(
            ParameterProposal, organisation_id=node.pk, parameter="term.notice_days", value="90", valid_from=today(), basis="测试文件",
            proposed_on=today(), proposed_by=f"{SURNAMES[relation]}提出",
        )  # fmt: skip
        (unit_id,) = work.reserve(ResidentUnit, 1)
        work.put(
            ResidentUnit,
            ("id", "code", "name", "sort_key", "ownership", "organisation_id"),
            [(unit_id, f"D{unit_id:04d}", f"{SURNAMES[relation]}单位", relation, "school", node.pk)],
        )
        ends = {"row": "transferred_out", "ended_on": LONG_SINCE, "due_on": today() + timedelta(days=30), "announced_on": today()}
        work.add(Notice, person_id=people[0].pk, **ends)
        operation = work.operation_id
    account = make_account(f"at_{relation}", Role.BRANCH_OFFICER, node)
    study = study_of(node, people[1], SURNAMES[relation])
    responsible_at(node, people, "上级" if relation == "parent" else SURNAMES[relation])
    assert Operation.objects.filter(pk=operation, account=None).exists()
    return Place(
        relation,
        organisation(node.pk),
        person(people[0].pk),
        person(people[1].pk),
        ResidentUnit.objects.unguarded(WHY).get(pk=unit_id),
        note,
        proposal,
        post,
        parameter,
        operation,
        account,
        grant_of(account),
        *factor_of(account),
        upload_of(account),
        export_of(account, node, SURNAMES[relation]),
        message_of(node, "上级" if relation == "parent" else SURNAMES[relation]),
        gathering_of(node, SURNAMES[relation]),
        *case_of(node, SURNAMES[relation]),
        *letters_of(node, branch, SURNAMES[relation]),
        institution_of(node, "上级" if relation == "parent" else SURNAMES[relation]),
        study[0],
        study[1],
        study[2],
        *life_of(node, SURNAMES[relation]),
        *topic_at(node, people[1], SURNAMES[relation]),
        election_of(node, people[0]),
        token_of(account, node, f"zb1_of_{relation}_"),
        *assessment_of(node, SURNAMES[relation]),
        steering_of(node, unit_id, SURNAMES[relation]),
        poll_of(node, SURNAMES[relation]),
        shared_of(node, SURNAMES[relation]),
        *link_of(node, SURNAMES[relation]),
        *table_of(node, SURNAMES[relation]),
        appraisal_of(node, SURNAMES[relation]),
        report_of(node, people[1]),
        *honours_of(node, people[0], people[1]),
    )


def _stand_at(work: Work, who: Person, node: Organisation) -> None:
    """On the roll of the node itself, whatever its kind: the matrix asks where an object stands, not what it is."""
    membership = Membership.objects.unguarded(WHY).get(person=who, relation="roll")
    work.change(Membership, membership.pk, organisation_id=node.pk)
    refresh_people(work, [who.pk], today())
