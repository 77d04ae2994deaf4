"""The table of times says of each row where it comes from, and what it says is what the program does."""

from datetime import date, timedelta
from typing import Final

import pytest
from django.apps import apps

from zhibu.accounts.services import DRAFTS_KEPT
from zhibu.keeping import terms
from zhibu.keeping.rules import FETCHED_WITHIN, row_for
from zhibu.keeping.terms import TABLE, End, Retention, row_of, table_on
from zhibu.messages.services import KEPT_AFTER
from zhibu.register.imports.flow import KEPT_FOR
from zhibu.register.models import Person
from zhibu.register.services.erasing import GONE, STAYING
from zhibu.register.services.members import LEAVING

DAY: Final = date(2026, 12, 1)


def test_each_row_stands_once_a_day() -> None:
    keys = [row.key for row in table_on(DAY)]
    assert len(keys) == len(set(keys)) == len(TABLE)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.key)
def test_a_row_says_how_long_in_one_way(row: Retention) -> None:
    assert sum((row.months is not None, row.days is not None, bool(row.period))) == 1
    assert all((row.label, row.what, row.starts_from, row.basis))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.key)
def test_nothing_is_shown_as_a_rule_from_above_that_nobody_has_seen(row: Retention) -> None:
    """Only the six months of the logs were read in print (REGULATIONS.md 12); all else is the street's own, and says so."""
    assert (row.local, row.verified) == ((False, True) if "网络安全法" in row.basis else (True, False))


def test_the_logs_are_kept_for_six_months_and_more() -> None:
    assert row_of("sessions", DAY).months == 6
    assert [row_of(key, DAY).period for key in ("audit", "reads")] == ["至少 6 个月"] * 2


def test_the_table_says_what_the_program_does() -> None:
    assert timedelta(days=row_of("uploads", DAY).days or 0) == KEPT_FOR
    assert timedelta(days=row_of("drafts", DAY).days or 0) == DRAFTS_KEPT
    assert timedelta(days=row_of("export_files", DAY).days or 0) == FETCHED_WITHIN
    assert timedelta(days=row_of("message_reads", DAY).days or 0) == KEPT_AFTER


KEPT_UNDER: Final = {
    "accounts.Account": "accounts",
    "access.Token": "tokens",
    "access.KeptAnswer": "answers",
    "accounts.Session": "sessions",
    "accounts.FailedSignIn": "failures",
    "accounts.SecondFactor": "accounts",
    "accounts.SheetCode": "accounts",
    "accounts.Device": "sessions",
    "accounts.Slip": "sessions",
    "accounts.SlipCode": "sessions",
    "accounts.Draft": "drafts",
    "trail.Operation": "audit",
    "trail.AuditEntry": "audit",
    "trail.ReadEntry": "reads",
    "trail.ReadPerson": "reads",
    "register.ImportRun": "uploads",
    "register.ResidentsCommittee": "contacts",
    "register.ResidentUnit": "contacts",
    "access.Grant": "accounts",
    "access.AccountOwner": "accounts",
    "access.FactorReset": "accounts",
    "files.FileRecord": "attachments",
    "messages.MessageRead": "message_reads",
    "letters.Letter": "letters",
    "polls.Poll": "polls",
    "postbox.Publication": "publications",
    "postbox.Arrived": "arrivals",
    "polls.Box": "poll_boxes",
    "letters.Addressee": "letters",
    "keeping.FullExport": "copies",
    "keeping.Listed": "export_files",
    "gatherings.CalendarFeed": "accounts",
    "gatherings.Gathering": "gatherings",
    "gatherings.Part": "gatherings",
    "gatherings.Holding": "gatherings",
    "gatherings.AgendaItem": "gatherings",
    "gatherings.Minutes": "gatherings",
    "gatherings.Resolution": "gatherings",
    "gatherings.VoteCount": "gatherings",
    "institutions.Institution": "institutions",
    "institutions.InstitutionVersion": "institutions",
    "institutions.InstitutionClause": "institutions",
    "institutions.InstitutionReview": "institutions",
    "institutions.InForce": "institutions",
    "coordination.PartnerUnit": "coordination",
    "coordination.Offer": "coordination",
    "coordination.Need": "coordination",
    "coordination.Project": "coordination",
    "coordination.LiaisonLink": "coordination",
    "coordination.LiaisonArrival": "coordination",
    "responsibility.WorkArea": "responsibilities",
    "responsibility.HandoverLine": "responsibilities",
    "responsibility.PriorityList": "responsibilities",
    "responsibility.PriorityEvidence": "responsibilities",
    "responsibility.Matter": "responsibilities",
    "responsibility.MatterTag": "responsibilities",
    "commemoration.Ceremony": "gatherings",
    "commemoration.ProgrammeLine": "gatherings",
    "commemoration.Guest": "ceremony_guests",
    "commemoration.Delegation": "gatherings",
    "commemoration.SeatSwap": "gatherings",
    "sessions.Topic": "topics",
    "sessions.Screening": "topics",
    "sessions.Tabling": "topics",
    "sessions.ListedMatter": "topics",
    "study.StudyLine": "study",
    "study.StudyPaper": "study",
    "assessment.PollCount": "grades",
    "appraisal.ScoreObjection": "appraisal_years",
    "appraisal.Envelope": "envelopes",
    "appraisal.Result": "appraisal_years",
    "appraisal.SatisfactionPoll": "appraisal_years",
    "ties.LinkedPlace": "links",
    "ties.PlaceVisit": "visits",
    "cases.Case": "case_texts",
    "cases.CaseText": "case_texts",
    "steering.SteeringCommittee": "steering",
    "steering.ConferenceMatter": "steering",
    "appraisal.Scheme": "appraisal",
    "appraisal.Indicator": "appraisal",
    "appraisal.IndicatorRule": "appraisal",
    "appraisal.Agreement": "appraisal",
    "appraisal.Judgement": "appraisal",
    "appraisal.Bonus": "appraisal",
    "elections.Election": "elections",
    "elections.Ballot": "elections",
    "elections.BallotCount": "elections",
    "honours.SelectionCampaign": "selections",
    "honours.CampaignQuota": "selections",
    "honours.NoticeObjection": "selections",
}
"""Tables of packages, and the row under which the table of times tells of them."""
NOBODYS: Final = frozenset(
    {
        "accounts.Revision",
        "trail.Seal",
        "trail.Verification",
        "register.Installation",
        "register.Organisation",
        "register.Place",
        "register.Name",
        "register.OrganisationForm",
        "register.Community",
        "register.HeadCount",
        "register.UnitOrganisation",
        "keeping.Erased",
        "postbox.Crossing",
        "parameters.ParameterProposal",
        "parameters.LocalParameter",
        "gatherings.PaperTemplate",
        "gatherings.Moved",
        "gatherings.RecordsFrom",
        "cases.CaseEntry",
        "cases.CaseDocument",
        "cases.StepSpan",
    }
)
"""Tables that tell of organisations and of the program itself."""


def test_every_table_has_its_row_or_tells_of_nobody() -> None:
    """Whoever adds a table says here how long it is kept; what tells of a person goes with the person or stays for the counts."""
    of_persons = {Person, *STAYING, *GONE}
    others = {model._meta.label for model in apps.get_models() if model.__module__.startswith("zhibu.") and model not in of_persons}
    assert others == (set(KEPT_UNDER) | set(NOBODYS)) - {model._meta.label for model in GONE}
    assert set(KEPT_UNDER.values()) <= {row.key for row in table_on(DAY)}


def test_every_reference_to_a_person_goes_or_stays_with_it() -> None:
    referring = {model for model in apps.get_models() for field in model._meta.concrete_fields if field.related_model is Person}
    assert referring == {Person, *STAYING, *GONE}


def test_whoever_was_not_taken_goes_before_any_member() -> None:
    runs = [(row.key, row.months) for row in table_on(DAY) if row.ends is End.RUN]
    assert runs == [("mistaken", 3), ("applicant_ended", 12), ("transferred_out", 24), ("died", 36), ("membership_ended", 60)]


@pytest.mark.parametrize("was_member", [True, False])
def test_every_way_to_leave_the_roll_has_a_row_that_ends(was_member: bool) -> None:
    rows = {row_for(ending=how, was_member=was_member) for how in (*LEAVING, "", "moved")}
    assert {row_of(key, DAY).ends for key in rows} == {End.RUN}


def test_a_row_gives_way_to_the_next_one_of_its_key_on_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    later = Retention("uploads", "上传", "文件", "上传", None, "约定", date(2027, 1, 1), End.JOB, days=3)
    monkeypatch.setattr(terms, "TABLE", (later, *TABLE))
    assert [row_of("uploads", day).days for day in (date(2026, 12, 31), date(2027, 1, 1))] == [7, 3]
    assert len(table_on(date(2027, 1, 1))) == len(TABLE)


@pytest.mark.parametrize(("row", "words"), [("died", "36 个月"), ("uploads", "7 天"), ("in_force", "在册期间"), ("audit", "至少 6 个月")])
def test_a_period_in_words(row: str, words: str) -> None:
    assert row_of(row, DAY).period_in_words == words
