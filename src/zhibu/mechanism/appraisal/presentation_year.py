"""Agreements and the year of a table in the words of their pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.urls import reverse

from zhibu.cases.rules.working_days import NOT_ANNOUNCED, STATE_COUNCIL
from zhibu.exchange.papers import FORMATS
from zhibu.files.presentation import size_in_words
from zhibu.kernel.decisions import Objection
from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.appraisal.models import Agreement, Bonus, Envelope, Result, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.permissions import answers, prepares, sides_open
from zhibu.mechanism.appraisal.queries.signing import ToGive, ToTake
from zhibu.mechanism.appraisal.queries.standing import Standing
from zhibu.mechanism.appraisal.queries.tables import Row
from zhibu.mechanism.appraisal.queries.year import Given, Own, Year
from zhibu.mechanism.appraisal.rules.results import final_band
from zhibu.mechanism.appraisal.rules.spelling import plain, says_for
from zhibu.mechanism.appraisal.rules.totals import band_of, too_many
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.rules.year import object_until
from zhibu.mechanism.appraisal.terms import SchemeState, Side
from zhibu.web.components import Chip, Fact, Item, Step
from zhibu.web.pages import Act, ActKind
from zhibu.web.panels import Panel

NO_BAND: Final = "不评等次"
EVIDENCE: Final = "结果供研究评先评优、奖惩和使用干部的人参考，不自动决定任何事；这里不按得分排名次。"


def steps_of(agreement: Agreement, own: Own) -> list[Step]:
    """From the draft to the result."""
    told, published = own.result, own.result is not None and own.result.published_on is not None
    days = [
        ("拟定", agreement.made_on),
        ("上级签订", agreement.giver_signed_on),
        ("本级签订", agreement.taker_signed_on),
        ("年度说明", agreement.statement_on),
        ("初步结果", told.told_on if told else None),
        ("公布结果", told.published_on if told and published else None),
    ]
    done = [day is not None for _, day in days]
    done[0] = True
    now = done.index(False) if False in done else -1
    return [
        Step(word, "done" if done[at] else "now" if at == now else "todo", day.isoformat() if day else "")
        for at, (word, day) in enumerate(days)
    ]


def acts_of(agreement: Agreement, reader: AccountReader, year: Year, *, asked: bool) -> list[Act]:
    """What can be done now, the next step as the button."""
    args, scheme = [agreement.code], agreement.scheme
    found: list[Act] = [Act(f"{word}", reverse("agreement_paper", args=[*args, end])) for end, word in FORMATS.items()]
    found.append(Act("得分明细", reverse("score", args=args)))
    if scheme.state != SchemeState.IN_FORCE:
        return found
    sides = sides_open(reader, agreement)
    whole = agreement.giver_signed_on is not None and agreement.taker_signed_on is not None
    if sides:
        words = {Side.GIVER: "代表上级签订", Side.TAKER: "代表本级签订"} if len(sides) > 1 else dict.fromkeys(Side, "签订")
        found += [Act(words[side], reverse("agreement_sign", args=[*args, side]), "go" if side is sides[-1] else "plain") for side in sides]
    if answers(reader, agreement) and whole:
        found += _answering(agreement, year, args)
    if prepares(reader, agreement.scheme) and scheme.satisfaction_weight and year.judging and not asked:
        found.append(Act("征求满意度", reverse("agreement_poll", args=args)))
    return found


def _answering(agreement: Agreement, year: Year, args: list[str]) -> list[Act]:
    found = []
    if agreement.scheme.bonus_cap and year.judging:
        found.append(Act("申请加分", reverse("bonus_apply", args=args)))
    if year.objecting:
        found.append(Act("提出意见", reverse("objection_new", args=args), "go"))
    elif not year.done("judge"):
        stated = agreement.statement_on is not None
        kind: ActKind = "go" if year.state is not None and not stated else "plain"
        found.append(Act("修改年度说明" if stated else "报送年度说明", reverse("agreement_statement", args=args), kind))
    return found


class TargetRow(NamedTuple):
    """A line of the table as both have signed it."""

    number: int
    area: str
    title: str
    standard: str
    points: str
    part: str
    given: str


def target_rows(rows: Sequence[Row], given: Mapping[int, Given]) -> list[TargetRow]:
    """In the order of the table, with what scorers have said."""
    return [_target(row, given.get(row.id)) for row in rows]


def _target(row: Row, given: Given | None) -> TargetRow:
    rule = max(row.versions, key=lambda one: one.first_day).rule if row.versions else None
    said = f"{given.scorer}评 {plain(given.points)} 分{f'：{given.reason}' if given.reason else ''}" if given else ""
    standard = row.standard or (says_for(row.part, rule) if rule else "")
    return TargetRow(row.number, row.area, row.title, standard, plain(row.points), row.part.label, said)


def result_facts(agreement: Agreement, result: Result | None, within: int) -> list[Fact]:
    """What was told, and what came out."""
    if result is None:
        return []
    scheme, until = agreement.scheme, object_until(result.told_on, within)
    told = [
        Fact("初步得分", f"{plain(result.told_points)} 分", note=result.told_band or NO_BAND),
        Fact("告知日期", result.told_on.isoformat()),
    ]
    if result.decided_band or result.band_reason:
        told.append(Fact("研究确定的等次", result.decided_band or NO_BAND, note=result.band_reason))
    if result.published_on is None or result.points is None:
        assumed = f"（{NOT_ANNOUNCED}）" if STATE_COUNCIL.assumes(result.told_on, until) else ""
        return [*told, Fact("可以提意见", f"到 {until.isoformat()}{assumed}")]
    return [
        Fact("得分", f"{plain(result.points)} 分"),
        Fact("等次", result.band or NO_BAND, note=result.band_reason),
        Fact("公布", f"{result.published_on.isoformat()}，{scheme.organisation}"),
        Fact("明细指纹", result.fingerprint),
        *told[:1],
    ]


def bonus_item(one: Bonus, *, decides: bool, named: bool = False) -> Item:
    """An application and what came of it."""
    why = f"{one.evidence}；{one.asked_on.isoformat()} {one.asked_by}申请 {plain(one.asked)} 分"
    title = f"{one.agreement.taker}：{one.title}" if named else one.title
    if one.given is None:
        return Item(title, why, Chip("due", "待核定"), reverse("bonus_decide", args=[one.pk]) if decides else "", "核定")
    reason = f"；{one.reason}" if one.reason else ""
    return Item(title, f"{why}；{one.decided_by}核定 {plain(one.given)} 分{reason}", Chip("ok" if one.given else "none", "已核定"))


def _to_withdraw(one: Bonus) -> Item:
    return Item(f"“{one.title}”填错了或者不申请了", "核定以前可以撤回。", None, reverse("bonus_withdraw", args=[one.pk]), "撤回")


def objection_item(one: ScoreObjection, on: date, *, decides: bool, named: bool = False) -> Item:
    """An objection and its answer."""
    about = f"{one.indicator.number}. {one.indicator.title}" if one.indicator else "整个结果"
    title = f"{one.agreement.taker}：{about}" if named else about
    said = f"{one.raised_on.isoformat()} {one.raised_by}：{one.said}"
    if one.answered_on is None:
        chip = Chip("late" if on > one.answer_by else "due", f"最迟 {one.answer_by.isoformat()} 答复")
        return Item(title, said, chip, reverse("objection_answer", args=[one.pk]) if decides else "", "答复")
    return Item(title, f"{said}　答复（{one.answered_on.isoformat()} {one.answered_by}）：{one.answer}", _upheld(one))


def _upheld(one: ScoreObjection) -> Chip:
    return Chip("ok", "已采纳") if one.upheld else Chip("none", "未采纳")


def own_panels(agreement: Agreement, own: Own, reader: AccountReader, on: date) -> list[Panel]:
    """Statement, applications, objections: what is there, or may come."""
    decides = prepares(reader, agreement.scheme) and agreement.scheme.state == SchemeState.IN_FORCE
    found = []
    if agreement.statement_on is not None:
        said = f"{agreement.statement_on.isoformat()} {agreement.statement_by}报送"
        found.append(Panel("年度说明", [Item(agreement.remarks or "没有需要另外说明的。", said)]))
    if own.bonuses:
        open_ = answers(reader, agreement) and agreement.scheme.state == SchemeState.IN_FORCE
        taking = [_to_withdraw(one) for one in own.bonuses if open_ and one.given is None]
        found.append(Panel("加分申请", [*(bonus_item(one, decides=decides) for one in own.bonuses), *taking]))
    if own.objections:
        found.append(Panel("意见和答复", [objection_item(one, on, decides=decides) for one in own.objections]))
    return found


def signed_facts(agreement: Agreement) -> list[Fact]:
    """Both sides."""
    giver, taker = agreement.scheme.organisation, agreement.taker
    return [
        Fact("上级党组织", str(giver), note=_signed(agreement.giver_signed_on, agreement.giver_signed_by)),
        Fact("责任党组织", str(taker), note=_signed(agreement.taker_signed_on, agreement.taker_signed_by)),
        Fact("依据", agreement.scheme.basis),
        Fact("编号", agreement.code),
    ]


def _signed(on: date | None, by: str) -> str:
    return f"{on.isoformat()} {by}签订" if on else "还没有签订"


def signing_items(give: Sequence[ToGive], take: Sequence[ToTake]) -> list[Item]:
    """For the start page of whoever signs: all of a table at once above, one's own below."""
    waits = Chip("due", "待签订")
    return [
        *(
            Item(
                f"{one.number} 份目标责任书等您签订",
                f"{one.title}，代表上级一并签订",
                waits,
                reverse("agreements_sign", args=[one.code]),
                "去签订",
            )
            for one in give
        ),
        *(
            Item("本组织的目标责任书等您签订", one.title, waits, reverse("agreement_sign", args=[one.code, Side.TAKER]), "去签订")
            for one in take
        ),
    ]


def missing_items(objections: Sequence[Objection], unsigned: str) -> list[Item]:
    """What stands in the way of beginning the year, all at once; what is not signed has its list."""
    return [
        Item(one.message, one.remedy, Chip("due", "还不能启动"), unsigned if one.code == "unsigned" else "", "还没签完的")
        for one in objections
    ]


def judging_items(scheme: Scheme, rows: Sequence[Row], missing: Mapping[str, int], takers: int, *, open_: bool) -> list[Item]:
    """How far each indicator is judged, a link each."""
    return [_judging(scheme, row, takers - missing[row.title], takers, open_=open_) for row in rows]


def _judging(scheme: Scheme, row: Row, done: int, takers: int, *, open_: bool) -> Item:
    whole = done >= takers
    chip = Chip("ok" if whole else "due", f"已评 {done}/{takers}")
    url = reverse("appraisal_judge", args=[scheme.code, row.number]) if open_ else ""
    scorer = f"；评分人：{row.scorer}" if row.scorer else ""
    return Item(f"{row.number}. {row.title}", f"{row.part.label} {plain(row.points)} 分{scorer}", chip, url, "修改" if whole else "去评分")


class Placed(NamedTuple):
    """An organisation with its result: points, the band that they reach, and the one that people decided."""

    agreement: Agreement
    result: Result
    points: Decimal
    reckoned: str
    band: str


def placed(agreements: Sequence[Agreement], results: Mapping[int, Result], *, kept: bool) -> list[Placed]:
    """In the order of the tree: as it was told, from the review on (``kept``) as the reviewer saw it."""
    found = []
    for one in agreements:
        result = results.get(one.pk)
        if result is not None:
            whole = kept and result.points is not None
            points, reckoned = (result.points or Decimal(0), result.band) if whole else (result.told_points, result.told_band)
            found.append(_placed(one, result, points, reckoned))
    return found


def as_it_stands(standings: Sequence[Standing], results: Mapping[int, Result]) -> list[Placed]:
    """What a review would keep today."""
    return [_placed(one.agreement, results[one.agreement.pk], one.points, one.band) for one in standings if one.agreement.pk in results]


def _placed(agreement: Agreement, result: Result, points: Decimal, reckoned: str) -> Placed:
    band = final_band(reckoned, result.decided_band, bands_of(agreement.scheme.bands))
    return Placed(agreement, result, points, reckoned, band)


def band_panel(scheme: Scheme, found: Sequence[Placed], *, placing: bool) -> Panel:
    """How many lie in each band; where one holds too many, the organisations in it, for people to decide."""
    table = bands_of(scheme.bands)
    numbers = Counter(one.band for one in found)
    over = too_many(numbers, table) if placing else {}
    items = [_band(band.name, numbers[band.name], over.get(band.name)) for band in table]
    items += [_band(NO_BAND, numbers[""], None)] if numbers[""] else []
    items += [_to_place(one) for one in found if one.band in over or (placing and one.result.decided_band)]
    return Panel("等次", items, "超过比例的等次由集体研究决定谁留下，逐个写明理由。" if over else EVIDENCE)


def _band(name: str, number: int, most: int | None) -> Item:
    chip = Chip("check", f"最多 {most} 个") if most is not None else Chip("ok" if number else "none", f"{number} 个")
    return Item(name, f"{number} 个党组织" if most is not None else "", chip)


def _to_place(one: Placed) -> Item:
    why = one.result.band_reason or f"按得分是“{one.reckoned or NO_BAND}”"
    url = reverse("agreement_band", args=[one.agreement.code])
    return Item(str(one.agreement.taker), why, Chip("due", one.band or NO_BAND), url, "确定等次")


def result_items(found: Sequence[Placed]) -> list[Item]:
    """In the order of the tree, never by points."""
    return [
        Item(
            str(one.agreement.taker),
            _said(one),
            Chip("ok" if one.result.published_on else "none", one.band or NO_BAND),
            reverse("agreement", args=[one.agreement.code]),
            "查看",
        )
        for one in found
    ]


def told_items(found: Sequence[Standing]) -> list[Item]:
    """In the order of the tree, as they would be told today."""
    return [
        Item(
            str(one.agreement.taker),
            f"{plain(one.points)} 分",
            Chip("none", one.band or NO_BAND),
            reverse("score", args=[one.agreement.code]),
            "得分明细",
        )
        for one in found
    ]


def told_said(scheme: Scheme, found: Sequence[Standing]) -> str:
    """How many lie in each band."""
    numbers = Counter(one.band for one in found)
    bands = [*(one.name for one in bands_of(scheme.bands)), ""]
    return "，".join(f"{band or NO_BAND} {numbers[band]} 个" for band in bands if numbers[band])


def kept_said(scheme: Scheme) -> str:
    """Why records of these days do not show in the result, and what to do while something can be done."""
    said = "按审核那天的记录。审核以后补录的不计入"
    return f"{said}。" if scheme.published_on else f"{said}；确要计入的，先作废“审核结果”，补录以后重新审核、审定。"


def _said(one: Placed) -> str:
    """What moved since it was told is said."""
    moved = f"，初步 {plain(one.result.told_points)} 分" if one.points != one.result.told_points else ""
    reached = band_of(one.points, bands_of(one.agreement.scheme.bands))
    below = f"；按得分是“{reached}”" if reached != one.band else ""
    why = f"{below}；{one.result.band_reason}" if one.result.band_reason else below
    return f"{plain(one.points)} 分{moved}{why}"


def envelope_facts(one: Envelope) -> list[Fact]:
    """As it stands on the cover."""
    return [
        Fact("编号", one.code),
        Fact("内容", f"{one.scheme.title}，{one.number} 个党组织"),
        Fact("交给", one.recipient),
        Fact("制作", f"{one.made_on.isoformat()}，{one.made_by}"),
        Fact("大小", size_in_words(one.size)),
        Fact("指纹", one.fingerprint),
    ]
