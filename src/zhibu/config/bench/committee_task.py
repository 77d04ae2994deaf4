"""The working committee that ``burden`` plays a month with: seven seats, a clerk, a community that writes, and what was usual so far."""

from datetime import date, time, timedelta
from typing import Any, Final

from zhibu.access.readers import reader_of
from zhibu.access.services import add_account, give_grant
from zhibu.access.terms import Role
from zhibu.config.bench.founding import done, hold, holder_of, organisation_of, people_of
from zhibu.config.bench.generating import PASSWORD
from zhibu.config.sample.load import sample_actor
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.rules.planning import Draft, PartDraft
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind as Kind
from zhibu.kernel.clock import now
from zhibu.kernel.dates import FAR
from zhibu.letters.models import Letter
from zhibu.letters.services import Text, draft_letter, send_letter
from zhibu.letters.terms import CLOSINGS, LetterKind
from zhibu.mechanism.sessions.rules.topics import TopicDraft
from zhibu.mechanism.sessions.services.proposing import propose_topic
from zhibu.mechanism.sessions.terms import TopicKind
from zhibu.mechanism.study.rules.pasting import Typed
from zhibu.mechanism.study.services.noting import keep_papers
from zhibu.mechanism.study.services.planning import put_lines
from zhibu.mechanism.study.terms import StudyPaperKind
from zhibu.register.models import Organisation, Person
from zhibu.register.services.organisations import found_organisation
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import KindReading, OrganisationKind, PostKind
from zhibu.trail.actors import Actor

WHY: Final = "测速用的街道党工委"
STREET, COMMUNITY, OFFICE = "测速街道党工委", "测速社区党委", "测速机关党支部"
CLERK, WRITER = "bench-committee", "bench-community"
POSTS: Final = (
    PostKind.SECRETARY,
    PostKind.DEPUTY_SECRETARY,
    PostKind.ORGANISATION_MEMBER,
    PostKind.PUBLICITY_MEMBER,
    PostKind.UNITED_FRONT_MEMBER,
    PostKind.DISCIPLINE_SECRETARY,
    PostKind.COMMITTEE_MEMBER,
)
SECTIONS: Final = ("党建办", "城建办", "平安办", "民生办")
"""Who puts topics; each has put one before."""
PLACE: Final = "办事处三楼会议室"
KEPT_AT: Final = "党政办文件柜二层"
NUMBER: Final = "测工委〔{}〕1号"
NOTICE: Final = "关于报送年度计划的通知"
"""That of the month before."""
REQUEST: Final = "关于更换活动室桌椅的请示"
STUDIED: Final = "基层治理专题交流"
SINCE: Final = timedelta(days=800)
LAST: Final = ((45, Kind.WORKING_COMMITTEE_SESSION), (100, Kind.STUDY_SESSION))
"""Days before today; the study session is of another quarter."""


def committee() -> dict[str, Any]:
    """Found it below the first district; answers what the month needs and what the system knows."""
    by = sample_actor(now())
    on = by.day - SINCE
    district = Organisation.objects.unguarded(WHY).filter(now_kind=OrganisationKind.DISTRICT_COMMITTEE.value).order_by("pk")[0]
    street = _found(by, STREET, OrganisationKind.STREET_COMMITTEE, district, on)
    community = _found(by, COMMUNITY, OrganisationKind.COMMITTEE, street, on)
    people = people_of(by, _found(by, OFFICE, OrganisationKind.BRANCH, street, on), len(POSTS) + 2, on)
    for person, kind in zip(people, POSTS, strict=False):
        done(hold_post(by=by, person=person, organisation=street, kind=kind, on=on))
    clerk = _account(by, CLERK, people[-1], Role.STREET_CLERK, street)
    writer = _account(by, WRITER, people[-2], Role.COMMUNITY_SECRETARY, community)
    _was_usual(clerk, street, chair=people[0].name, recorder=people[-1].name)
    _wrote(clerk, writer, street, community, signer=people[0].name)
    return {
        "code": street.code,
        "name": STREET,
        "above": str(district),
        "community": COMMUNITY,
        "people": [one.name for one in people],
        "place": PLACE,
        "kept_at": KEPT_AT,
        "sections": SECTIONS,
        "request": REQUEST,
        "studied": STUDIED,
        "signs": f"{people[0].name}（{PostKind.SECRETARY.label}）",
        "direct": f"街道党工委{PostKind.DEPUTY_SECRETARY.label}",
        "accounts": dict.fromkeys((CLERK, WRITER), PASSWORD),
    }


def _found(by: Actor, name: str, kind: OrganisationKind, parent: Organisation, on: date) -> Organisation:
    return organisation_of(found_organisation(by=by, name=name, kind=KindReading(kind), parent=parent, on=on))


def _account(by: Actor, username: str, person: Person, role: Role, of: Organisation) -> Actor:
    """Somebody with an account, as the services know those who are signed in."""
    pk, _ = add_account(by=by, username=username, display_name=person.name, password=PASSWORD, must_change=False)
    give_grant(by=by, account_id=pk, role=role, organisation_id=of.pk, valid_from=by.day, valid_to=FAR, basis=WHY)
    return Actor(reader_of(account_id=pk, label=person.name, on=by.day), by.at, by.channel)


def _was_usual(by: Actor, street: Organisation, *, chair: str, recorder: str) -> None:
    """A session and a study session as they are held there, topics of each section, the plan of the year, where papers lie."""
    for days, kind in LAST:
        part = PartDraft(str(kind), "上次的主题", (holder_of(street),), chair=chair, recorder=recorder)
        draft = Draft("", by.day - timedelta(days=days), time(9), time(11), PLACE, (part,), reported_by=chair)
        hold(by, Gathering.objects.unguarded(WHY).get(pk=done(plan_gathering(by=by, host=street, draft=draft))), KEPT_AT)
    study = Holding.objects.unguarded(WHY).get(organisation=street, kind=str(Kind.STUDY_SESSION))
    done(keep_papers(by=by, holding=study, kept={str(StudyPaperKind.OUTLINE): KEPT_AT, str(StudyPaperKind.BULLETIN): KEPT_AT}))
    quarter = (by.day.month + 2) // 3
    done(put_lines(by=by, organisation=street, year=by.day.year, lines=[Typed(quarter, by.day.month, STUDIED)]))
    for number, one in enumerate(SECTIONS, 1):
        draft_ = TopicDraft(f"上月待议的事{number}", str(TopicKind.ORDINARY), proposed_as=one)
        done(propose_topic(by=by, proposer=street, draft=draft_))


def _wrote(clerk: Actor, writer: Actor, street: Organisation, community: Organisation, *, signer: str) -> None:
    """A notice with the committee's own number, and a request that waits for its reply."""
    told = Text(NOTICE, ["请按时报送。"], number=NUMBER.format(clerk.day.year))
    notice = draft_letter(by=clerk, kind=LetterKind.NOTICE, of=street, text=told)
    _send(clerk, done(notice), signer)
    text = Text(REQUEST, ["活动室桌椅破损，拟更换二十套。", CLOSINGS[LetterKind.REQUEST]])
    asked = draft_letter(by=writer, kind=LetterKind.REQUEST, of=community, text=text)
    _send(writer, done(asked), "")


def _send(by: Actor, letter: int, signer: str) -> None:
    done(send_letter(by=by, letter=Letter.objects.unguarded(WHY).select_related("sender", "answers").get(pk=letter), signer=signer))
