"""Two years of letters of the sample street, written and signed through the same services as everybody's, on their days."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import BRANCH, COMMUNITY, STREET
from zhibu.config.sample.street import DISTRICT
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.letters.models import Letter
from zhibu.letters.queries import addressees_of, numbers_used
from zhibu.letters.rules import next_number
from zhibu.letters.services import Text, draft_letter, receive_letter, reply_to, send_letter
from zhibu.letters.terms import CLOSINGS, LetterKind
from zhibu.register.models import Organisation, Post
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.actors import Actor

WHY: Final = "示例公文"
SIGNS: Final[Mapping[str, str]] = {STREET: "shuji", COMMUNITY: "shequ", BRANCH: "zhibu"}
CLERK: Final = "ganshi"
OTHER: Final = "铁新社区党委"
ORGANISERS: Final = f"{DISTRICT}委组织部"
MARK: Final = "向工委〔{year}〕1号"
Kind = LetterKind


class Story(NamedTuple):
    """A letter; how many days ago it was signed, and when and with what it was answered. Without ``days`` it is still a draft."""

    days: int | None
    kind: LetterKind
    of: str
    title: str
    body: tuple[str, ...]
    to: tuple[str, ...] = ()
    answered_after: int = 0
    answer: tuple[str, ...] = ()
    signer: str = ""
    """Entered by the clerk from paper where the organisation's secretary has no account here."""


def _yearly(days: int, on: date) -> tuple[Story, ...]:
    """What comes every year, of the year before."""
    return (*_organisational_life(days, (on - timedelta(days=days)).year - 1), *_half_year(days - 150))


def _organisational_life(days: int, year: int) -> tuple[Story, ...]:
    """Called for by the street, reported by the branch, filed with the district."""
    return (
        Story(
            days,
            Kind.NOTICE,
            STREET,
            f"关于召开{year}年度组织生活会和开展民主评议党员的通知",
            (
                f"根据上级要求，现将{year}年度组织生活会和民主评议党员工作通知如下。",
                "一、各党支部在本季度内召开组织生活会，会前学习、谈心谈话、听取意见。",
                "二、民主评议结合组织生活会进行，评议等次的票用纸质票。",
                "三、社区党委派人到会指导，会后十五日内报告情况。",
            ),
        ),
        Story(
            days - 45,
            Kind.REPORT,
            BRANCH,
            f"关于{year}年度组织生活会情况的报告",
            (
                "我支部组织生活会已经召开，会前听取了党员和群众的意见，会上逐人开展批评和自我批评。",
                "需要整改的事项已列出清单，明确负责人和完成日期，另附。",
                CLOSINGS[Kind.REPORT],
            ),
        ),
        Story(
            days - 60,
            Kind.FILING,
            STREET,
            f"关于{year}年度组织生活会开展情况的报备",
            ("街道所属各党支部组织生活会和民主评议党员工作已经完成，现将汇总情况报上。", CLOSINGS[Kind.FILING]),
            (ORGANISERS,),
        ),
    )


def _half_year(days: int) -> tuple[Story, ...]:
    """Floating members are reached twice a year; what came of it is reported upwards."""
    return (
        Story(
            days,
            Kind.NOTICE,
            STREET,
            "关于做好流动党员半年联系工作的通知",
            (
                "请各社区党委组织党支部联系一遍外出和流入的流动党员，核对去向和联系方式。",
                "没有联系上的，写明找过哪里，不得自行作出组织处理。",
            ),
        ),
        Story(
            days - 40,
            Kind.REPORT,
            COMMUNITY,
            "关于流动党员半年联系情况的报告",
            ("各党支部已经联系一遍，情况见附表。", CLOSINGS[Kind.REPORT]),
        ),
    )


def _election(ago: int) -> tuple[Story, ...]:
    """Asked for before the meeting, answered, and reported after it."""
    return (
        Story(
            ago + 40,
            Kind.REQUEST,
            BRANCH,
            "关于党支部委员会换届选举的请示",
            (
                "我支部本届委员会任期将满，拟召开支部党员大会进行换届选举。",
                "新一届委员会拟设委员三名，其中书记一名。候选人按多于应选人数百分之二十的比例提出。",
                CLOSINGS[Kind.REQUEST],
            ),
            answered_after=5,
            answer=(
                "你们报来的请示收悉。经研究，同意召开支部党员大会进行换届选举，同意委员会设委员三名。",
                "请按规定程序做好选举工作，选举结果及时报告。",
                CLOSINGS[Kind.REPLY],
            ),
        ),
        Story(
            max(ago - 2, 1),
            Kind.REPORT,
            BRANCH,
            "关于换届选举结果的报告",
            ("支部党员大会已经召开，选举产生新一届委员会。", CLOSINGS[Kind.REPORT]),
        ),
    )


def stories(on: date, elected: date | None = None) -> tuple[Story, ...]:
    """The two years before a day; the branch's letters of its election lie around the day on which its term began."""
    return (
        *_yearly(690, on),
        *_yearly(325, on),
        *(_election((on - elected).days) if elected is not None else ()),
        Story(
            410,
            Kind.REQUEST,
            OTHER,
            "关于第二党支部设立党小组的请示",
            ("第二党支部党员分散在三个小区，拟设立三个党小组。", CLOSINGS[Kind.REQUEST]),
            answered_after=6,
            answer=("同意第二党支部设立三个党小组。请指导党支部推选党小组组长，报社区党委。", CLOSINGS[Kind.REPLY]),
            signer="社区党委书记",
        ),
        Story(
            3,
            Kind.REQUEST,
            COMMUNITY,
            "关于使用党群服务中心二楼会议室的请示",
            ("我社区拟每月借用党群服务中心二楼会议室一次，用于支部主题党日。", CLOSINGS[Kind.REQUEST]),
        ),
        Story(
            2,
            Kind.NOTICE,
            STREET,
            "关于报送明年发展党员计划的通知",
            ("请各社区党委在月底前报送明年发展党员计划，写明入党申请人、积极分子的数量和培养情况。",),
        ),
        Story(
            None,
            Kind.REPORT,
            BRANCH,
            "关于今年主题党日开展情况的报告",
            ("我支部每月开展一次主题党日，到会情况和记录见会议台账。", CLOSINGS[Kind.REPORT]),
        ),
    )


class Moment(NamedTuple):
    """Something that is done on a day."""

    day: date
    story: Story
    answers: bool


def load_letters(*, on: date) -> int:
    """All of them, in the order of their days; returns how many stories there are."""
    told = stories(on, _elected(on))
    post = PostRoom(on)
    for moment in in_order(told, on):
        post.work(moment)
    return len(told)


def _elected(on: date) -> date | None:
    """When the term of the branch's secretary began."""
    found = Post.objects.unguarded(WHY).on(on).filter(organisation__now_short_name=BRANCH, kind=str(PostKind.SECRETARY))
    since: date | None = found.order_by("-valid_from").values_list("valid_from", flat=True).first()
    return since


def in_order(told: Iterable[Story], on: date) -> list[Moment]:
    """Drafts last: they are of yesterday."""
    moments = []
    for story in told:
        day = on - timedelta(days=1 if story.days is None else story.days)
        moments.append(Moment(day, story, answers=False))
        if story.answer:
            moments.append(Moment(day + timedelta(days=story.answered_after), story, answers=True))
    return sorted(moments, key=lambda one: one.day)


def holds_letters() -> bool:
    """Whether they are there."""
    return Letter.objects.unguarded(WHY).exists()


class PostRoom:
    """Who writes and signs on a day, and for which organisation."""

    def __init__(self, on: date) -> None:
        self.on = on
        accounts = {one: (pk, label) for one, pk, label in Account.objects.values_list("username", "pk", "display_name")}
        self.readers = {one: reader_of(account_id=pk, label=label, on=on) for one, (pk, label) in accounts.items()}
        self.places = {one.now_short_name: one for one in Organisation.objects.unguarded(WHY).order_by("pk")}
        self.written: dict[str, Letter] = {}

    def by(self, username: str, day: date) -> Actor:
        """In the afternoon of a day."""
        return Actor(self.readers[username], at(day, 15, on=self.on), "demo")

    def work(self, moment: Moment) -> None:
        """Draft and sign, or answer."""
        if moment.answers:
            self.answer(moment)
            return
        story, day = moment.story, moment.day
        of = self.places[story.of]
        writer = SIGNS.get(story.of, CLERK) if story.of != STREET else CLERK
        text = Text(story.title, story.body, [self.places[one] for one in story.to], number=self.number(of, day))
        done = draft_letter(by=self.by(writer, day), kind=story.kind, of=of, text=text)
        letter = self.letter(_done(done))
        self.written[story.title] = letter
        if story.days is not None:
            signer = SIGNS.get(story.of, CLERK)
            _done(send_letter(by=self.by(signer, day), letter=letter, signer=story.signer))
            self.receipted(letter, day, asked=story.kind is Kind.REQUEST)

    def number(self, of: Organisation, day: date) -> str:
        """The street numbers its letters; communities and branches have no mark of their own here."""
        if of.now_short_name != STREET:
            return ""
        return next_number(numbers_used(of), on=day) or MARK.format(year=day.year)

    def letter(self, pk: int) -> Letter:
        """As the services take it."""
        return Letter.objects.unguarded(WHY).select_related("sender", "answers").get(pk=pk)

    def receipted(self, letter: Letter, day: date, *, asked: bool) -> None:
        """The next day, by the secretaries who have an account, for the others by the clerk; what is new not yet.

        What asks for an answer is receipted with it, and of those outside the street nobody here says that it has come.
        """
        username = {self.places[name].pk: one for name, one in SIGNS.items()}
        for line in addressees_of(letter):
            if not asked and line.organisation_id != self.places[ORGANISERS].pk and day + timedelta(days=7) < self.on:
                who = username.get(line.organisation_id, CLERK)
                _done(receive_letter(by=self.by(who, day + timedelta(days=1)), line=line))

    def answer(self, moment: Moment) -> None:
        """By the secretary of whoever was asked."""
        asked = self.written[moment.story.title]
        of = addressees_of(asked)[0].organisation
        text = Text(f"{asked.title.removesuffix('的请示')}的批复", moment.story.answer, number=self.number(of, moment.day))
        reply = _done(reply_to(by=self.by(SIGNS[str(of)], moment.day), request=asked, of=of, text=text))
        self.receipted(self.letter(reply), moment.day, asked=False)


def _done(outcome: Outcome) -> int:
    """A letter that cannot have been sent so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例公文没有写成：{why}(sample letter could not be written)"
        raise Unusable(text)
    return outcome.row_id
