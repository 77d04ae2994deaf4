"""From a draft to what holds; what a version lays down is proposed with it, and the secretary decides."""

from datetime import date, timedelta

import pytest

from tests.access.cast import make_account
from tests.files.samples import PLAIN_PDF
from tests.mechanism.institutions.shelves import LATER, STUDY, TEXT, Shelf, at, codes, done, make_shelf
from tests.parameters.desks import acting, spans
from zhibu.access.terms import Role
from zhibu.files.intake import Upload
from zhibu.files.models import FileRecord
from zhibu.files.services import attach
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.mechanism.institutions.files import KIND, code_of
from zhibu.mechanism.institutions.models import InForce, Institution, InstitutionVersion
from zhibu.mechanism.institutions.queries.one import clauses_of, version_of
from zhibu.mechanism.institutions.rules.acting import Adoption
from zhibu.mechanism.institutions.services import acting as services
from zhibu.mechanism.institutions.services import drafting
from zhibu.mechanism.institutions.terms import Standing
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db

WHY = "测试"
BEGAN = date(2025, 3, 3)


@pytest.fixture
def shelf() -> Shelf:
    return make_shelf()


def proposals() -> list[tuple[str, str, str]]:
    found = ParameterProposal.objects.unguarded(WHY).order_by("pk")
    return list(found.values_list("parameter", "value", "basis"))


def test_a_draft_holds_nothing_until_it_is_adopted(shelf: Shelf) -> None:
    found = shelf.begun()
    assert shelf.history(found).standing(today()) is Standing.DRAFTED
    done(shelf.adopted(found, BEGAN))
    history = shelf.history(found)
    assert (history.standing(today()), history.standing(BEGAN - timedelta(days=1))) == (Standing.IN_FORCE, Standing.NOT_YET)
    assert Operation.objects.order_by("-pk").values_list("act", flat=True).first() == "institution.adopt"


def test_two_institutions_of_one_name_are_not_kept_and_a_repealed_one_stands_in_nobodys_way(shelf: Shelf) -> None:
    found = shelf.begun()
    begin = drafting.begin_institution
    refused = begin(by=acting(shelf.desks.clerk), organisation=shelf.place, title=" 中心组学习制度 ")
    assert (codes(refused), Institution.objects.unguarded(WHY).count()) == (["same_title"], 1)
    done(shelf.adopted(found, BEGAN))
    done(services.repeal(by=acting(shelf.desks.clerk), institution=found, on=today(), because="党工委会议"))
    done(begin(by=acting(shelf.desks.clerk), organisation=shelf.place, title="中心组学习制度"))


def test_a_revision_ends_the_version_before_on_its_first_day_and_leaves_its_text_alone(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.adopted(found, BEGAN))
    shelf.revised(found, "第一条　改过的。")
    done(shelf.adopted(found, date(2026, 1, 5)))
    held = InForce.objects.unguarded(WHY).filter(institution=found).order_by("valid_from")
    assert list(held.values_list("version__number", "valid_from", "valid_to")) == [
        (1, BEGAN, date(2026, 1, 5)),
        (2, date(2026, 1, 5), FAR),
    ]
    texts = InstitutionVersion.objects.unguarded(WHY).filter(institution=found).order_by("number").values_list("text", flat=True)
    assert list(texts) == [TEXT, "第一条　改过的。"]


def test_nobody_writes_over_words_that_were_not_read(shelf: Shelf) -> None:
    found = shelf.begun()
    by = acting(shelf.desks.clerk)
    done(drafting.write_version(by=by, institution=found, text="第一位写的", seen=1))
    refused = drafting.write_version(by=by, institution=found, text="第二位写的", seen=1)
    assert codes(refused) == ["changed"]
    assert InstitutionVersion.objects.unguarded(WHY).get().text == "第一位写的"
    done(drafting.write_version(by=by, institution=found, text="第二位写的", seen=2))


def test_what_stands_against_an_adoption_is_said_at_once_and_nothing_is_written(shelf: Shelf) -> None:
    found = shelf.begun(text="")
    tomorrow = today() + timedelta(days=1)
    wrong = Adoption(tomorrow, "党工委会议", today(), today())
    before = AuditEntry.objects.count()
    refused = services.adopt(by=acting(shelf.desks.clerk), institution=found, adoption=wrong)
    assert codes(refused) == ["no_text", "not_yet", "before_adoption", "review_first"]
    nameless = services.adopt(by=acting(shelf.desks.clerk), institution=found, adoption=Adoption(None, "", today(), today() + LATER))
    assert codes(nameless) == ["no_text", "no_adoption"]
    assert (InForce.objects.unguarded(WHY).count(), AuditEntry.objects.count()) == (0, before)


def test_a_clause_is_proposed_with_its_article_and_holds_once_the_secretary_has_decided(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.carried(found, "2"))
    assert proposals() == []
    done(shelf.adopted(found, BEGAN))
    basis = "《中心组学习制度》（第 1 版）第二条"
    assert proposals() == [(STUDY, "2", basis)]
    assert spans(shelf.place, STUDY) == []
    assert shelf.decided() == [basis]
    assert spans(shelf.place, STUDY) == [("2", BEGAN, FAR)]
    held = LocalParameter.objects.unguarded(WHY).get()
    version = version_of(found, 1)
    assert version is not None
    (clause,) = clauses_of(version, found, today())
    assert (held.basis, clause.holds, clause.state) == (basis, True, "accepted")


def test_a_revision_changes_the_value_and_one_that_leaves_the_article_out_asks_for_the_default_again(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.carried(found, "2"))
    done(shelf.adopted(found, BEGAN))
    shelf.decided()
    shelf.revised(found, "第二条　每季度三次。")
    done(shelf.carried(found, "3"))
    done(shelf.adopted(found, date(2025, 9, 1)))
    assert shelf.decided() == ["《中心组学习制度》（第 2 版）第二条"]
    draft = shelf.revised(found, "第一条　由书记负责。").row_id
    kept = version_of(at(found.pk), 3)
    assert kept is not None
    assert kept.pk == draft
    (clause,) = clauses_of(kept, found, today())
    assert (clause.value, clause.state) == ("3", "")
    done(drafting.carry_no_more(by=acting(shelf.desks.clerk), institution=found, clause_id=clause.id))
    done(shelf.adopted(found, date(2026, 2, 1)))
    assert shelf.decided() == ["《中心组学习制度》（第 2 版）第二条不再施行"]
    assert spans(shelf.place, STUDY) == [("2", BEGAN, date(2025, 9, 1)), ("3", date(2025, 9, 1), date(2026, 2, 1))]


def test_a_value_that_holds_already_is_not_proposed_again_and_one_with_another_basis_is_left_alone(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.carried(found, "1"))
    done(shelf.adopted(found, BEGAN))
    assert proposals() == []
    done(services.repeal(by=acting(shelf.desks.clerk), institution=found, on=today(), because="党工委会议"))
    assert proposals() == []


def test_repealing_ends_the_text_and_asks_for_the_default_of_what_rested_on_it(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.carried(found, "2"))
    done(shelf.adopted(found, BEGAN))
    shelf.decided()
    done(services.repeal(by=acting(shelf.desks.clerk), institution=found, on=today(), because="向党工〔2026〕1 号"))
    assert shelf.decided() == ["《中心组学习制度》（第 1 版）第二条不再施行"]
    assert spans(shelf.place, STUDY) == [("2", BEGAN, today())]
    (span,) = shelf.history(found).spans
    assert (span.until, span.ended_because, shelf.history(found).standing(today())) == (today(), "向党工〔2026〕1 号", Standing.REPEALED)


def test_a_proposal_that_waits_stands_in_the_way_and_then_nothing_is_adopted(shelf: Shelf) -> None:
    first, second = shelf.begun(), shelf.begun("学习办法")
    done(shelf.carried(first, "2"))
    done(shelf.carried(second, "3"))
    done(shelf.adopted(first, BEGAN))
    refused = shelf.adopted(second, BEGAN)
    assert codes(refused) == ["waiting"]
    assert (shelf.history(second).spans, len(proposals())) == ([], 1)


def test_who_may_not_propose_parameters_does_not_bring_a_version_into_force_that_carries_some(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.carried(found, "2"))
    secretary = acting(shelf.desks.secretary)
    refused = services.adopt(by=secretary, institution=found, adoption=shelf.adoption(BEGAN))
    assert codes(refused) == ["not_yours"]
    assert (shelf.history(found).spans, proposals()) == ([], [])


@pytest.mark.parametrize(
    ("parameter", "value", "article", "code"),
    [
        (STUDY, "7", "第二条", "out_of_bounds"),
        (STUDY, "两次", "第二条", "out_of_bounds"),
        (STUDY, "2", " ", "no_article"),
        ("branch.full_members_least", "4", "第二条", "unknown"),
    ],
)
def test_a_clause_fixes_a_local_parameter_within_its_bounds(shelf: Shelf, parameter: str, value: str, article: str, code: str) -> None:
    found = shelf.begun()
    assert code in codes(shelf.carried(found, value, parameter=parameter, article=article))


def test_a_second_clause_on_one_parameter_takes_the_place_of_the_first(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.carried(found, "2"))
    done(shelf.carried(found, "3", article="第四条"))
    version = version_of(found, 1)
    assert version is not None
    assert [(one.article, one.value) for one in clauses_of(version, found, today())] == [("第四条", "3")]


def test_what_was_adopted_is_not_written_over_and_carries_nothing_more(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.adopted(found, BEGAN))
    assert codes(shelf.carried(found, "2")) == ["no_draft"]


def test_a_review_moves_the_next_one_and_an_overdue_one_is_found(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.adopted(found, BEGAN, review_due=today() - timedelta(days=3)))
    asked = Asked.by(acting(shelf.desks.clerk).reader, on=today())
    told = [(one.clause.id, one.subject.name, str(one.state)) for one in findings(asked) if one.clause.id == "institution.review"]
    assert told == [("institution.review", "向阳街道党工委", "overdue")]
    review = services.review
    by = acting(shelf.desks.clerk)
    wrong = review(by=by, institution=found, on=today() + timedelta(days=1), next_due=today())
    assert codes(wrong) == ["not_yet", "next_first"]
    done(review(by=by, institution=found, on=today(), next_due=today() + LATER, note="继续施行"))
    assert [one.clause.id for one in findings(asked) if one.clause.id == "institution.review"] == []
    assert shelf.history(found).review_due(today()) == today() + LATER


def test_the_community_keeps_its_own_and_the_street_keeps_another_of_the_same_name(shelf: Shelf) -> None:
    community = make_account("shequ", Role.COMMUNITY_SECRETARY, shelf.desks.street.sunny)
    shelf.begun()
    own = drafting.begin_institution(by=acting(community), organisation=shelf.desks.street.sunny, title="中心组学习制度", text=TEXT)
    done(services.adopt(by=acting(community), institution=at(done(own).row_id), adoption=shelf.adoption(BEGAN)))
    assert list(Institution.objects.unguarded(WHY).order_by("pk").values_list("organisation__now_short_name", flat=True)) == [
        "向阳街道党工委",
        "阳光社区党委",
    ]


def test_nothing_is_attached_to_a_version_that_was_adopted_meanwhile(shelf: Shelf) -> None:
    found = shelf.begun()
    subject = {"subject_kind": KIND, "subject_code": code_of(found, 1)}

    def attached(name: str) -> list[str]:
        one = attach(by=acting(shelf.desks.clerk), **subject, upload=Upload(name, PLAIN_PDF + name.encode()), token="t" * 32)
        return [objection.code for objection in one.decision.objections]

    assert attached("one.pdf") == []
    done(shelf.adopted(found, BEGAN))
    assert (attached("two.pdf"), FileRecord.objects.unguarded(WHY).count()) == (["adopted"], 1)
