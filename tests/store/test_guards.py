"""Nobody is answered before it is known who asks, and no row is written past the trail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest
from asgiref.sync import async_to_sync
from django.apps import apps
from django.db import models
from django.db.models import Count, Prefetch, Value

from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.readers import AccountReader, Held
from zhibu.access.terms import Role
from zhibu.config.checkout import ROOT
from zhibu.kernel.readers import SystemReader, path_end
from zhibu.register.models import Community, Membership, Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded, Unguarded, Unrecorded, within
from zhibu.store.spans import Span
from zhibu.trail.door import recording
from zhibu.trail.subjects import RESOLVERS

pytestmark = pytest.mark.django_db

Query = Any


async def listed(queryset: Query) -> list[object]:
    return [one async for one in queryset.aiterator()]


EVALUATIONS: Final[dict[str, Callable[[Query], object]]] = {
    "list": list,
    "len": len,
    "bool": bool,
    "repr": repr,
    "index": lambda q: q[0],
    "slice": lambda q: list(q[:2]),
    "step": lambda q: q[:4:2],
    "in": lambda q: 1 in q,
    "iterator": lambda q: list(q.iterator()),
    "iterator in parts": lambda q: list(q.iterator(chunk_size=10)),
    "async for": async_to_sync(listed),
    "async count": lambda q: async_to_sync(q.acount)(),
    "count": lambda q: q.count(),
    "exists": lambda q: q.exists(),
    "contains": lambda q: q.contains(Person(pk=1)),
    "aggregate": lambda q: q.aggregate(n=Count("pk")),
    "get": lambda q: q.get(pk=1),
    "first": lambda q: q.first(),
    "last": lambda q: q.last(),
    "earliest": lambda q: q.earliest("pk"),
    "latest": lambda q: q.latest("pk"),
    "in_bulk": lambda q: q.in_bulk([1]),
    "values": lambda q: list(q.values("name")),
    "values_list": lambda q: list(q.values_list("name", flat=True)),
    "dates": lambda q: list(q.dates("birth_date", "year")),
    "annotate": lambda q: list(q.annotate(one=Value(1))),
    "distinct": lambda q: list(q.order_by("name").distinct()),
    "only": lambda q: list(q.only("name")),
    "filtered": lambda q: list(q.filter(name="张三").exclude(pk=2)),
    "select_related": lambda q: list(q.select_related("now_organisation")),
    "select_for_update": lambda q: list(q.select_for_update()),
    "union": lambda q: list(q.union(q)),
    "union behind an open one": lambda q: list(q.unguarded("test").union(q)),
    "union before an open one": lambda q: list(q.union(q.unguarded("test"))),
    "intersection": lambda q: list(q.unguarded("test").intersection(q)),
    "difference": lambda q: list(q.unguarded("test").difference(q)),
    "explain": lambda q: q.explain(),
    "raw": lambda q: list(q.raw("SELECT * FROM register_person")),
}


@pytest.fixture
def somebody(db: None) -> int:
    """A row that could leak, made with as little as possible."""
    with recording(actor(), "test") as work:
        return work.add(Person, name="张三", code="R1", key_name="")


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("evaluate", EVALUATIONS.values(), ids=EVALUATIONS.keys())
def test_no_evaluation_answers_an_unknown_reader(evaluate: Callable[[Query], object]) -> None:
    with pytest.raises(Unguarded):
        evaluate(Person.objects.all())


def test_the_manager_itself_answers_nobody() -> None:
    with pytest.raises(Unguarded):
        Person.objects.count()
    with pytest.raises(Unguarded):
        Membership.objects.get(pk=1)


def test_a_prefetch_by_a_closed_queryset_answers_nobody() -> None:
    make_street()
    everybody = Organisation.objects.unguarded("test").prefetch_related(Prefetch("community", queryset=Community.objects.all()))
    with pytest.raises(Unguarded):
        list(everybody)


def test_a_reason_must_be_given() -> None:
    with pytest.raises(Unguarded):
        Person.objects.unguarded("")


def test_what_is_opened_stays_open_through_further_conditions() -> None:
    person = make_person(make_street().sunny_first, "张三")
    opened: Query = Person.objects.unguarded("test").filter(name="张三").exclude(pk=0)
    assert [one.name for one in opened.order_by("pk")] == ["张三"]
    assert set(opened.values_list("name", flat=True).union(opened.values_list("code", flat=True))) == {"张三", person.code}


@dataclass(frozen=True)
class Scene:
    street: Street
    names: dict[str, Person]


@pytest.fixture
def scene() -> Scene:
    street = make_street()
    places = {"张三": street.sunny_first, "李四": street.sunny_second, "王五": street.spring_first}
    return Scene(street, {name: make_person(branch, name) for name, branch in places.items()})


def reader(*grants: tuple[Role, Organisation], person: Person | None = None) -> AccountReader:
    held = tuple(Held(role, where.now_path, where.now_name) for role, where in grants)
    return AccountReader(1, "测试", held, person.pk if person else None)


def seen(who: Any, act: str = "see_record") -> list[str]:
    return sorted(Person.objects.seen_by(who, act).values_list("name", flat=True))


def test_a_reader_sees_the_subtree_of_the_grant(scene: Scene) -> None:
    street = scene.street
    assert seen(reader((Role.STREET_CLERK, street.street))) == ["张三", "李四", "王五"]
    assert seen(reader((Role.COMMUNITY_SECRETARY, street.sunny))) == ["张三", "李四"]
    assert seen(reader((Role.BRANCH_SECRETARY, street.sunny_first))) == ["张三"]
    assert seen(reader((Role.BRANCH_SECRETARY, street.sunny_first), (Role.BRANCH_OFFICER, street.spring_first))) == ["张三", "王五"]


def test_a_reader_without_the_act_sees_nothing(scene: Scene) -> None:
    assert seen(reader((Role.STREET_SECRETARY, scene.street.street)), "edit_members") == []
    assert seen(reader()) == []
    assert seen(reader((Role.MEMBER, scene.street.sunny_first))) == []


def test_everybody_sees_the_own_record(scene: Scene) -> None:
    assert seen(reader(person=scene.names["王五"])) == ["王五"]
    assert seen(reader(person=scene.names["王五"]), "edit_members") == []
    assert seen(reader((Role.BRANCH_SECRETARY, scene.street.sunny_first), person=scene.names["王五"])) == ["张三", "王五"]


def test_commands_see_everything(scene: Scene) -> None:
    assert seen(SystemReader("test")) == sorted(scene.names)


def test_facts_are_seen_where_their_person_is(scene: Scene) -> None:
    found = Membership.objects.seen_by(reader((Role.BRANCH_SECRETARY, scene.street.sunny_first)), "see_record")
    assert [one.person_id for one in found] == [scene.names["张三"].pk]


def test_a_range_of_paths_ends_before_the_next_organisation() -> None:
    assert path_end("0000001") == "0000002"
    assert path_end("00000010000009") == "00000010000010"
    assert path_end("") == "9"
    assert str(within("now_path", ())) == "(AND: ('pk__in', ()))"


WRITES: Final[dict[str, Callable[[Query], object]]] = {
    "update": lambda q: q.update(name="x"),
    "delete": lambda q: q.delete(),
    "create": lambda q: q.create(name="x"),
    "get_or_create": lambda q: q.get_or_create(name="x"),
    "update_or_create": lambda q: q.update_or_create(name="x"),
    "bulk_create": lambda q: q.bulk_create([Person(name="x")]),
    "bulk_update": lambda q: q.bulk_update([Person(pk=1, name="x")], ["name"]),
    "async update": lambda q: async_to_sync(q.aupdate)(name="x"),
    "async delete": lambda q: async_to_sync(q.adelete)(),
    "async create": lambda q: async_to_sync(q.acreate)(name="x"),
    "save": lambda q: q.get().save(),
    "save a new one": lambda _: Person(name="x").save(),
    "delete one": lambda q: q.get().delete(),
}


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_no_row_is_written_past_the_trail(write: Callable[[Query], object]) -> None:
    everybody = Person.objects.unguarded("test")
    with pytest.raises(Unrecorded):
        write(everybody)
    assert list(everybody.values_list("pk", "name")) == [(1, "张三")] or [name for _, name in everybody.values_list("pk", "name")] == [
        "张三"
    ]


# What the models declare.

FREE: Final = {
    "accounts.Account": "read before anybody is known",
    "accounts.Session": "read before anybody is known",
    "accounts.FailedSignIn": "counted before anybody is known, for ten minutes",
    "accounts.SecondFactor": "read before anybody is known",
    "accounts.SheetCode": "read before anybody is known",
    "accounts.Device": "read before anybody is known",
    "accounts.Slip": "read before anybody is known",
    "accounts.SlipCode": "read before anybody is known",
    "accounts.Revision": "a counter",
    "accounts.Draft": "its owner's, by account",
    "access.Token": "read before anybody is known",
    "access.KeptAnswer": "its token's, by key",
    "trail.Operation": "the auditor's, by act",
    "trail.AuditEntry": "the auditor's, by act and path",
    "trail.ReadEntry": "the auditor's, and of the own record",
    "trail.ReadPerson": "two numbers, read by the person alone",
    "trail.Seal": "digests",
    "trail.Verification": "row numbers of the trail, the auditor's",
    "register.ImportRun": "its owner's, by account",
    "register.Installation": "a flag",
    "messages.MessageRead": "its reader's, by account",
    "postbox.Crossing": "numbers and moments of the exchange",
    "polls.Box": "sealed, and nobody's: who answered what is not to be known",
    "keeping.Erased": "counts",
    "keeping.Listed": "numbers of people, read by the export that waits",
}
OWN: Final = [model for model in apps.get_models() if model.__module__.startswith("zhibu.")]
GUARDED: Final = [model for model in OWN if issubclass(model, Recorded)]
OWNED: Final = frozenset({"files.FileRecord", "postbox.Publication", "postbox.Arrived"})
"""Whoever owns what the row belongs to is asked: it has no place of its own, and ``seen_by`` fails."""


def test_every_model_is_guarded_or_free_for_a_reason() -> None:
    assert {model._meta.label for model in OWN if model not in GUARDED} == set(FREE)


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
def test_a_guarded_model_says_who_reaches_it_and_whose_history_it_is(model: Any) -> None:
    assert isinstance(model.objects.all(), GuardedQuerySet)
    assert type(model._default_manager) is type(model.objects)
    if model._meta.label not in OWNED:
        assert model.objects.unguarded("test").filter(**{f"{model.reach_field}__startswith": "0"}).count() == 0
    kind, column = model.trail_subject
    assert kind in {*RESOLVERS, "account"}
    assert column in {field.column for field in model._meta.concrete_fields}
    assert model.projections <= {field.column for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", [model for model in GUARDED if issubclass(model, Span)], ids=lambda model: model._meta.label)
def test_a_dated_fact_has_a_key_and_at_least_one_day(model: type[models.Model]) -> None:
    kinds = [type(constraint).__name__ for constraint in model._meta.constraints]
    assert kinds[:2] == ["CheckConstraint", "NoOverlap"]


# The other door.

UNGUARDED: Final[dict[str, int]] = {
    "access/commands/user.py": 2,
    "access/queries/accounts.py": 8,
    "access/queries/audit.py": 2,
    "access/queries/factors.py": 3,
    "access/queries/holders.py": 1,
    "access/queries/home.py": 1,
    "access/queries/owners.py": 3,
    "access/queries/personas.py": 1,
    "access/queries/sight.py": 4,
    "access/queries/subjects.py": 2,
    "access/queries/told.py": 1,
    "access/readers.py": 3,
    "access/services/accounts.py": 2,
    "access/services/grants.py": 2,
    "access/services/resets.py": 1,
    "access/services/slips.py": 1,
    "access/views/account_acts.py": 2,
    "access/views/me.py": 1,
    "team/elections/queries/bodies.py": 1,
    "team/elections/queries/standing.py": 6,
    "team/elections/services/ballots.py": 3,
    "team/elections/services/concluding.py": 2,
    "team/elections/services/opening.py": 3,
    "team/elections/services/sending.py": 1,
    "config/sample/elections.py": 5,
    "config/sample/honours.py": 9,
    "cases/models.py": 1,
    "cases/papers.py": 2,
    "cases/queries/lists.py": 2,
    "cases/queries/log.py": 5,
    "cases/queries/projections.py": 2,
    "cases/queries/waiting.py": 1,
    "cases/services/acting.py": 3,
    "cases/services/forgetting.py": 3,
    "cases/services/opening.py": 1,
    "cases/services/turning.py": 1,
    "cases/services/writing.py": 1,
    "cases/subjects.py": 2,
    "config/sample/steering.py": 8,
    "config/sample/away.py": 6,
    "config/sample/links.py": 5,
    "config/sample/cases.py": 3,
    "config/sample/tokens.py": 1,
    "config/sample/letters.py": 4,
    "config/bench/cases_task.py": 5,
    "config/bench/generating.py": 4,
    "config/demo.py": 4,
    "config/bench/branch_task.py": 4,
    "config/bench/committee_cells.py": 3,
    "config/bench/committee_task.py": 4,
    "config/bench/founding.py": 4,
    "config/sample/visits.py": 2,
    "gatherings/models/reach.py": 1,
    "gatherings/queries/coming.py": 6,
    "gatherings/queries/expected.py": 1,
    "gatherings/queries/feeds.py": 2,
    "gatherings/queries/gathering_page.py": 4,
    "gatherings/queries/lists.py": 2,
    "gatherings/minutes_files.py": 3,
    "gatherings/queries/minutes.py": 5,
    "gatherings/queries/reached.py": 2,
    "gatherings/queries/votes.py": 2,
    "gatherings/queries/wall.py": 1,
    "gatherings/services/attendance.py": 6,
    "gatherings/services/adjusting.py": 9,
    "gatherings/services/feeds.py": 1,
    "gatherings/services/minutes.py": 5,
    "gatherings/services/planning.py": 4,
    "gatherings/services/votes.py": 2,
    "gatherings/services/wall_code.py": 1,
    "gatherings/subjects.py": 2,
    "gatherings/views/attendance.py": 1,
    "gatherings/queries/ledgers.py": 7,
    "gatherings/queries/bodies.py": 3,
    "gatherings/commands/ledger.py": 1,
    "gatherings/queries/papers.py": 6,
    "gatherings/queries/templates.py": 2,
    "gatherings/services/templates.py": 1,
    "gatherings/imports/complete.py": 1,
    "gatherings/imports/taking.py": 1,
    "gatherings/queries/decisions.py": 1,
    "gatherings/services/recording.py": 3,
    "gatherings/queries/recording.py": 1,
    "gatherings/services/deciding.py": 5,
    "files/queries.py": 5,
    "files/services.py": 2,
    "files/soundness.py": 4,
    "files/subjects.py": 2,
    "letters/owner.py": 1,
    "letters/queries.py": 17,
    "letters/services.py": 2,
    "letters/subjects.py": 2,
    "letters/views/writing.py": 1,
    "messages/queries.py": 6,
    "polls/queries.py": 10,
    "polls/services.py": 3,
    "polls/subjects.py": 2,
    "polls/views.py": 1,
    "postbox/queries.py": 3,
    "postbox/services/carrying.py": 4,
    "postbox/services/publishing.py": 2,
    "postbox/subjects.py": 2,
    "messages/services.py": 1,
    "messages/subjects.py": 2,
    "messages/views.py": 1,
    "keeping/queries/notices.py": 6,
    "keeping/services/erasing.py": 1,
    "keeping/services/exporting.py": 4,
    "keeping/services/holding.py": 2,
    "keeping/subjects.py": 1,
    "parameters/queries.py": 5,
    "parameters/services.py": 1,
    "parameters/subjects.py": 2,
    "register/commands/importing.py": 1,
    "register/imports/directory.py": 2,
    "register/imports/organisations.py": 1,
    "register/imports/organisations_changes.py": 1,
    "register/imports/organisations_writing.py": 1,
    "register/imports/units.py": 2,
    "register/queries/ancestry.py": 4,
    "register/queries/communities.py": 2,
    "register/queries/destroyed.py": 3,
    "register/queries/groups.py": 1,
    "register/queries/merged.py": 4,
    "register/queries/organisation_page.py": 1,
    "register/queries/organisations.py": 5,
    "register/queries/record.py": 1,
    "register/queries/units.py": 2,
    "register/services/communities.py": 3,
    "register/services/erasing.py": 2,
    "register/services/facts.py": 6,
    "register/services/following.py": 3,
    "register/services/groups.py": 1,
    "register/services/holding.py": 1,
    "register/services/identity.py": 2,
    "register/services/members.py": 3,
    "register/services/merging.py": 6,
    "register/services/move_drafts.py": 2,
    "register/services/organisations.py": 4,
    "register/services/places.py": 4,
    "register/services/posts.py": 2,
    "register/services/projections.py": 6,
    "register/services/settling.py": 3,
    "register/services/soundness.py": 4,
    "register/services/spans.py": 3,
    "register/services/standing.py": 5,
    "register/services/taking_over.py": 10,
    "register/services/tree.py": 4,
    "register/services/units.py": 2,
    "register/subjects.py": 3,
    "store/guards.py": 1,
    "mechanism/sessions/queries/committee.py": 5,
    "mechanism/sessions/queries/holds.py": 3,
    "mechanism/sessions/queries/late.py": 3,
    "mechanism/sessions/queries/session.py": 7,
    "mechanism/sessions/queries/topics.py": 6,
    "mechanism/sessions/services/listing.py": 1,
    "mechanism/sessions/services/proposing.py": 2,
    "mechanism/sessions/services/supervising.py": 1,
    "mechanism/sessions/services/tabling.py": 9,
    "mechanism/sessions/subjects.py": 2,
    "mechanism/sessions/views/session.py": 1,
    "mechanism/coordination/models.py": 2,
    "mechanism/coordination/queries/liaison.py": 8,
    "mechanism/coordination/queries/lists.py": 4,
    "mechanism/coordination/queries/one.py": 1,
    "mechanism/coordination/services/arriving.py": 3,
    "mechanism/coordination/services/entering.py": 6,
    "mechanism/coordination/services/matching.py": 1,
    "mechanism/appraisal/queries/schemes.py": 6,
    "mechanism/appraisal/queries/scores.py": 1,
    "mechanism/appraisal/queries/standing.py": 2,
    "mechanism/appraisal/queries/tables.py": 2,
    "mechanism/appraisal/services/rows.py": 3,
    "mechanism/appraisal/services/tables.py": 3,
    "mechanism/appraisal/subjects.py": 4,
    "mechanism/appraisal/queries/handing.py": 1,
    "config/sample/duties.py": 8,
    "mechanism/responsibility/imports.py": 5,
    "mechanism/responsibility/queries/answers.py": 4,
    "mechanism/responsibility/queries/handing.py": 10,
    "mechanism/responsibility/queries/matters.py": 3,
    "mechanism/responsibility/queries/people.py": 3,
    "mechanism/responsibility/queries/points.py": 3,
    "mechanism/responsibility/queries/priorities.py": 4,
    "mechanism/responsibility/services/areas.py": 3,
    "mechanism/responsibility/services/assigning.py": 1,
    "mechanism/responsibility/services/handing.py": 3,
    "mechanism/responsibility/services/matters.py": 1,
    "mechanism/responsibility/services/priorities.py": 6,
    "mechanism/responsibility/views/reaching.py": 1,
    "mechanism/ties/queries.py": 11,
    "config/bench/certificates_task.py": 3,
    "config/sample/ceremonies.py": 5,
    "mechanism/commemoration/queries/ceremony.py": 5,
    "mechanism/commemoration/queries/figures.py": 1,
    "mechanism/commemoration/queries/lines.py": 1,
    "mechanism/commemoration/services/forgetting.py": 1,
    "mechanism/commemoration/services/preparing.py": 10,
    "mechanism/honours/queries/certificates.py": 5,
    "config/sample/institutions.py": 6,
    "config/sample/appraisals.py": 4,
    "config/sample/polls.py": 4,
    "config/sample/shared.py": 6,
    "config/sample/studies.py": 3,
    "config/sample/sessions.py": 7,
    "mechanism/institutions/files.py": 2,
    "mechanism/institutions/queries/histories.py": 3,
    "mechanism/institutions/queries/one.py": 7,
    "mechanism/institutions/services/acting.py": 1,
    "mechanism/institutions/services/drafting.py": 5,
    "mechanism/institutions/subjects.py": 2,
    "mechanism/study/queries/session.py": 1,
    "mechanism/study/queries/year.py": 3,
    "mechanism/study/services/noting.py": 2,
    "mechanism/study/subjects.py": 2,
    "config/sample/assessed.py": 1,
    "config/sample/lives.py": 7,
    "config/bench/appraisal_task.py": 8,
    "config/sample/appraised.py": 6,
    "config/bench/envelope_task.py": 2,
    "team/assessment/queries/assessments.py": 3,
    "team/assessment/queries/people.py": 6,
    "team/assessment/queries/polls.py": 2,
    "team/assessment/services/grading.py": 1,
    "team/assessment/services/polling.py": 1,
    "team/assessment/services/steps.py": 2,
    "mechanism/life_meetings/queries/matters.py": 4,
    "mechanism/life_meetings/queries/meetings.py": 3,
    "mechanism/life_meetings/queries/talks.py": 2,
    "mechanism/life_meetings/services.py": 4,
    "mechanism/appraisal/queries/agreements.py": 6,
    "mechanism/appraisal/queries/satisfaction.py": 4,
    "mechanism/appraisal/queries/year.py": 13,
    "mechanism/appraisal/services/agreements.py": 1,
    "mechanism/appraisal/services/judging.py": 1,
    "mechanism/appraisal/services/objections.py": 3,
    "mechanism/appraisal/services/results.py": 1,
    "mechanism/appraisal/services/year.py": 1,
    "mechanism/secretary_reports/queries.py": 9,
    "mechanism/secretary_reports/services.py": 4,
    "mechanism/secretary_reports/subjects.py": 2,
    "mechanism/steering/forgetting.py": 2,
    "mechanism/steering/services/appointing.py": 5,
    "mechanism/steering/services/conferring.py": 6,
    "mechanism/steering/queries/conferences.py": 9,
    "mechanism/steering/queries/committees.py": 7,
    "mechanism/steering/queries/seats.py": 7,
    "mechanism/steering/queries/people.py": 4,
    "mechanism/ties/forgetting.py": 4,
    "mechanism/ties/services.py": 5,
    "mechanism/honours/files.py": 1,
    "mechanism/honours/imports.py": 1,
    "mechanism/honours/queries/bands.py": 1,
    "mechanism/honours/queries/facts.py": 8,
    "mechanism/honours/queries/lists.py": 2,
    "mechanism/honours/queries/medals.py": 4,
    "mechanism/honours/queries/roll.py": 7,
    "mechanism/honours/queries/standing.py": 5,
    "mechanism/honours/services/calling.py": 2,
    "mechanism/honours/services/forgetting.py": 1,
    "mechanism/honours/services/granted.py": 4,
    "mechanism/honours/services/nominating.py": 4,
    "mechanism/honours/subjects.py": 5,
    "mechanism/appraisal/envelope/content.py": 1,
    "mechanism/appraisal/queries/envelopes.py": 1,
    "mechanism/appraisal/queries/proofs.py": 2,
    "register/services/hosting.py": 3,
    "team/floating/queries/listed.py": 8,
    "team/floating/queries/one.py": 9,
    "team/floating/services.py": 4,
    "mechanism/coordination/imports/needs.py": 1,
    "mechanism/coordination/imports/offers.py": 1,
    "mechanism/coordination/imports/parties.py": 4,
    "mechanism/coordination/imports/projects.py": 4,
    "mechanism/coordination/services/rows.py": 1,
    "mechanism/steering/queries/dissolving.py": 7,
    "mechanism/appraisal/queries/unsigned.py": 1,
    "mechanism/appraisal/services/envelopes.py": 1,
    "mechanism/coordination/queries/answers.py": 2,
    "mechanism/coordination/services/correcting.py": 2,
    "mechanism/appraisal/queries/signing.py": 1,
    "mechanism/commemoration/queries/programmes.py": 1,
    "mechanism/honours/queries/announced.py": 1,
    "gatherings/queries/lacking.py": 2,
}


def test_every_use_of_the_other_door_is_known() -> None:
    """Whoever adds one changes this list, and says in the review why no reader is asked."""
    found = {
        str(path.relative_to(ROOT / "src" / "zhibu")): count
        for path in sorted((ROOT / "src" / "zhibu").rglob("*.py"))
        if (count := path.read_text(encoding="utf-8").count(".unguarded("))
    }
    assert found == UNGUARDED
