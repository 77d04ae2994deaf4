"""What stands against a poll, against an answer, and what of a result may be shown. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhibu.kernel.decisions import LOCAL, Decision, Objection
from zhibu.polls.terms import (
    LEAST,
    LONGEST_OPEN,
    LONGEST_OPINION,
    MOST_CHOICES,
    MOST_QUESTIONS,
    OF_CONSEQUENCE,
    ON_PAPER,
    SWITCH,
)
from zhibu.rulebook.book import Rules


@dataclass(frozen=True, slots=True)
class Question:
    """One question and what may be answered."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of those asked, fixed before the poll opens."""

    path: str
    name: str
    entitled: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A poll as somebody wants to open it. ``parts`` is empty where only the whole will be shown."""

    title: str
    questions: Sequence[Question]
    until: date
    entitled: int
    lead: str = ""
    parts: Sequence[Part] = ()
    outside: int = 0
    """People asked who stand in no part."""
    asked_before: bool = False
    """The same question was asked here, above or below, not long ago."""


def read_questions(text: str) -> list[Question]:
    """Questions as they are typed: the first line asks, each line below it is a choice, an empty line ends it."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [Question(block[0], tuple(block[1:])) for block in blocks if block]


def same_words(text: str) -> str:
    """A question without signs and spaces: a mark more does not make it another one."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def of_consequence(texts: Iterable[str]) -> list[str]:
    """The words in them that name what is decided otherwise."""
    joined = "\n".join(texts)
    return [word for word in OF_CONSEQUENCE if word in joined]


def may_open(plan: Plan, rules: Rules, *, today: date, kept: Sequence[str] = ()) -> Decision:
    """Switched on by the street, about nothing of consequence, of enough people, in parts that are large enough.

    ``kept``: questions among them that somebody above asks; asked here first, they could not be asked there.
    """
    on = rules.knows([SWITCH]) and rules.number(SWITCH)
    read = tuple(rules.read)
    own = Decision.of(
        None if on else Objection("not_on", "本街道没有开通屏幕上的征求意见。", LOCAL, "需要的，由街道在本地参数里确定开通；或者用纸。"),
        None if plan.title.strip() else Objection("title_missing", "没有填写标题。", remedy="写一句要问什么。", field="title"),
        *_consequences(plan),
        *_questions(plan.questions),
        *_days(plan, today),
        Objection("few", f"名册上只有 {plan.entitled} 人，不到 {LEAST} 人，答了也不显示。", remedy="人少的，当面问。")
        if plan.entitled < LEAST
        else None,
        *_parts(plan),
        Objection(
            "overlaps",
            "本组织或者上级、下级近一年问过同样的问题，两份结果相减会露出少数人的意见。",
            remedy="换一个问题，或者用那一份结果。",
        )
        if plan.asked_before
        else None,
        Objection("kept", f"“{kept[0]}”由上级在年度考评里征求，一年只问一次。", remedy="换一个问题，或者等上级征求。", field="questions")
        if kept
        else None,
    )
    return Decision(own.objections, read)


def _consequences(plan: Plan) -> list[Objection | None]:
    texts = [plan.title, plan.lead, *(text for one in plan.questions for text in (one.text, *one.choices))]
    found = of_consequence(texts)
    articles = dict.fromkeys(OF_CONSEQUENCE[word] for word in found)
    said = "、".join(f"“{word}”" for word in found)
    if not found:
        return [None]
    return [Objection("consequence", f"涉及{said}的，不在系统里投票、评定。", "、".join(articles), ON_PAPER, "questions")]


def _questions(questions: Sequence[Question]) -> list[Objection | None]:
    wrong = [one.text for one in questions if not 2 <= len(set(one.choices)) <= MOST_CHOICES or len(set(one.choices)) < len(one.choices)]
    return [
        None if questions else Objection("no_question", "没有写问题。", remedy="第一行写问题，下面每行一个选项。", field="questions"),
        Objection("many", f"最多 {MOST_QUESTIONS} 个问题。", remedy="问多了没有人答完，请少问几个。", field="questions")
        if len(questions) > MOST_QUESTIONS
        else None,
        Objection(
            "choices",
            f"“{wrong[0][:20]}”要有 2 到 {MOST_CHOICES} 个不同的选项。",
            remedy="每行写一个选项；题与题之间空一行。",
            field="questions",
        )
        if wrong
        else None,
    ]


def _days(plan: Plan, today: date) -> list[Objection | None]:
    last = today + timedelta(days=LONGEST_OPEN)
    return [
        Objection("over_already", "截止日期已经过去。", remedy="请填今天或以后的日期。", field="until") if plan.until < today else None,
        Objection("too_long", f"最多开放 {LONGEST_OPEN} 天。", remedy=f"请填 {last.isoformat()} 或以前的日期。", field="until")
        if plan.until > last
        else None,
    ]


def _parts(plan: Plan) -> list[Objection | None]:
    small = [one.name for one in plan.parts if one.entitled < LEAST]
    return [
        Objection("small_part", f"{'、'.join(small)}不到 {LEAST} 人，不能分开看。", remedy="请不分开看，只看总的结果。", field="by_part")
        if small
        else None,
        Objection("outside", f"有 {plan.outside} 人不在任何一个下级党组织，分不开。", remedy="请不分开看，只看总的结果。", field="by_part")
        if plan.parts and plan.outside
        else None,
        Objection("one_part", "下级党组织不到两个，没有可以分开看的。", remedy="请不分开看。", field="by_part")
        if len(plan.parts) == 1
        else None,
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """A poll when somebody wants to do something with it."""

    until: date
    closed: bool = False
    readable: bool = True
    """False after a backup was restored without its key."""


def open_on(standing: Standing, today: date) -> list[Objection | None]:
    """Why nothing is taken in any more."""
    return [
        Objection("closed", "已经结束。", remedy="结果在这一页上看。") if standing.closed else None,
        Objection("over", f"{standing.until.isoformat()} 已经截止。", remedy="请告诉发起的党组织结束并公布结果。")
        if not standing.closed and standing.until < today
        else None,
        Objection("unreadable", "恢复备份以后，这一次的答卷读不出来了。", remedy="请发起的党组织结束，重新征求。")
        if not standing.readable
        else None,
    ]


def may_answer(
    standing: Standing, questions: Sequence[Question], chosen: Sequence[int], opinion: str, *, answered: bool, today: date
) -> Decision:
    """Once, each question with one of its choices."""
    wrong = [number for number, one in enumerate(questions) if number >= len(chosen) or not 0 <= chosen[number] < len(one.choices)]
    return Decision.of(
        *open_on(standing, today),
        Objection("answered", "您已经答过了。", remedy="答过的不能改，因为不知道哪一份是您的。") if answered else None,
        Objection("unanswered", f"还有 {len(wrong)} 个问题没有选。", remedy="每个问题选一个。", field=f"q{wrong[0]}") if wrong else None,
        Objection("opinion_long", f"意见最多 {LONGEST_OPINION} 个字。", remedy="请写短一些。", field="opinion")
        if len(opinion) > LONGEST_OPINION or len(opinion.encode()) > 4 * LONGEST_OPINION
        else None,
    )


def may_count(standing: Standing, counts: Sequence[Sequence[int]], *, most: int, today: date, same_person: bool = False) -> Decision:
    """Paper: of each question as many answers as there are papers, and no more papers than people without an account.

    ``same_person``: the other count is by whoever counts now, under another account.
    """
    papers = {sum(one) for one in counts}
    return Decision.of(
        *open_on(standing, today),
        Objection("uneven", "每个问题的份数加起来不一样多。", remedy="空着没选的纸质答卷不计入，请重新数。") if len(papers) > 1 else None,
        Objection("too_many", f"纸质答卷比没有账号的人（{most} 人）还多。", remedy="有账号的在系统里答；请重新数。")
        if max(papers, default=0) > most
        else None,
        Objection("none", "没有数到纸质答卷。", remedy="没有纸质的，不用录入。") if papers == {0} else None,
        Objection("same_person", "您已经用另一个账号录入过一次。", remedy="两个人各数一遍，各用各的账号录入。") if same_person else None,
    )


def may_close(*, closed: bool, unmatched: bool) -> Decision:
    """Once; paper that only one has counted, or that two have counted otherwise, is settled first."""
    return Decision.of(
        Objection("closed", "已经结束。", remedy="结果在这一页上看。") if closed else None,
        Objection("unmatched", "纸质答卷还没有两个人数出一样的结果。", remedy="请第二位同志录入，或者两位重新数、重新录入。")
        if unmatched
        else None,
    )


Counts = Sequence[Sequence[int]]
"""By question, by choice."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a result may be known: nothing, the whole, or the parts too."""

    answered: int
    whole: Counts = ()
    parts: Sequence[Counts] = ()


def added(parts: Iterable[Counts]) -> list[list[int]]:
    """The whole of its parts."""
    every = [list(map(list, one)) for one in parts]
    return [[sum(column) for column in zip(*question, strict=True)] for question in zip(*every, strict=True)]


def shown(answered: Sequence[int], counts: Sequence[Counts], *, papers: Sequence[int] = ()) -> Shown:
    """By part: how many answered, and what. Under eight nothing; parts only where each has eight, so that no difference tells of fewer.

    ``papers`` are those among ``answered`` that came on paper. Whoever counted them knows what they say: what is left, the answers on a
    screen, is another cut, and has to be of nobody or of eight, too.
    """
    total = sum(answered)
    screen = [one - paper for one, paper in zip(answered, papers, strict=True)] if papers else list(answered)
    if total < LEAST or 0 < sum(screen) < LEAST:
        return Shown(total)
    every = len(counts) > 1 and all(one >= LEAST for one in answered) and not any(0 < one < LEAST for one in screen)
    return Shown(total, added(counts), list(counts) if every else ())
