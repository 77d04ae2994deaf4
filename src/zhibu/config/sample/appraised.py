"""What became of the sample street's targets: last year led to its published result, this year signed but for a few; reports.

Signatures, judgements and grades go through the bulk door; the year's case, an objection, bands and publication through the services.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.config.sample.appraisals import TRIAL
from zhibu.config.sample.load import sample_actor
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import BRANCH, COMMUNITY
from zhibu.config.sample.street import STREET
from zhibu.gatherings.models import Holding
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.models import Agreement, Judgement, Result, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.queries.agreements import agreements_of, days_of, secretaries
from zhibu.mechanism.appraisal.queries.year import judged_rows, results_by, year_of
from zhibu.mechanism.appraisal.rules.procedure import OBJECT_WITHIN
from zhibu.mechanism.appraisal.rules.totals import too_many
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.rules.year import object_until
from zhibu.mechanism.appraisal.services.objections import answer_objection, raise_objection
from zhibu.mechanism.appraisal.services.year import begin_year, do_step
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.secretary_reports.services import name_problem, open_year
from zhibu.mechanism.secretary_reports.terms import MEETINGS, ReportGrade
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "示例年度考评"
SATURDAY: Final = 5
UNSIGNED: Final = 3
"""Agreements of this year that wait for their secretary."""
REASONS: Final = ("个别任务没有按时报送", "服务群众的活动偏少", "阵地管理还不规范")
SHARES: Final = tuple(map(Decimal, ("1", "0.75", "0.5", "0.25")))
WEIGHTS: Final = (12, 38, 42, 8)
"""In steps that a row of deductions can come to: it takes five points, or ten."""
WELL: Final = (70, 30, 0, 0)
"""Of the trial."""
HALF_YEAR: Final = (7, 10)
WAITING: Final = 6
"""This year is judged at its middle, all but the last ones: their scorer has not come so far."""
GRADES: Final = (ReportGrade.GOOD, ReportGrade.GOOD, ReportGrade.FAIRLY_GOOD, ReportGrade.FAIRLY_GOOD, ReportGrade.AVERAGE)
OBJECTING: Final = ((BRANCH, "zhibu"), (COMMUNITY, "shequ"))
"""Who speaks for an organisation of the personas."""
PROBLEMS: Final = ("主题党日内容单一", "党员教育形式不多", "和驻区单位联系不够")


def holds_years() -> bool:
    """Whether they are there."""
    return SecretaryReport.objects.unguarded(WHY).exists()


def load_years(*, on: date, seed: int = 20260701) -> int:
    """Returns how many agreements were signed."""
    rng = Random(seed)  # noqa: S311  invented points, no secret
    schemes = list(Scheme.objects.unguarded(WHY).select_related("organisation").order_by("year", "kind"))
    signed = sum(_sign(one, on) for one in schemes)
    for one in schemes:
        if one.kind == TRIAL[0]:
            _try(one, Random(seed + 1), on)  # noqa: S311  the same
        elif one.year < on.year:
            _lead(one, rng, on)
        elif on > date(on.year, *HALF_YEAR):
            _judge(one, agreements_of(one)[:-WAITING], rng, date(on.year, *HALF_YEAR), on)
    for year in (on.year - 2, on.year - 1):
        _report(year, rng, on)
    return signed


def _by(name: str, day: date, on: date) -> Actor:
    account = Account.objects.get(username=name)
    return Actor(reader_of(account_id=account.pk, label=account.display_name, on=on), at(day, 10, on=on), "demo")


def _done(outcome: Outcome) -> None:
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例年度考评没有建成：{why}(sample year could not be written)"
        raise Unusable(text)


def _sign(scheme: Scheme, on: date) -> int:
    """By the secretaries of the day, some days after it was made; this year the last ones have not yet."""
    made = min(date(scheme.year, 1, 20), on)
    day = min(made + timedelta(days=15), on)
    agreements = agreements_of(scheme)
    names = {organisation: name for organisation, _, name in secretaries([one.taker_id for one in agreements], on)}
    giver = next((name for _, _, name in secretaries([scheme.organisation_id], on)), "刘志远")
    late = {one.pk for one in agreements[-UNSIGNED:]} if scheme.year == on.year else set()
    empty = {"made_on": None, "giver_signed_on": None, "giver_signed_by": "", "taker_signed_on": None, "taker_signed_by": ""}
    changes = []
    for one in agreements:
        after = {"made_on": made, "giver_signed_on": day, "giver_signed_by": giver}
        if one.pk not in late:
            after |= {"taker_signed_on": day, "taker_signed_by": names.get(one.taker_id, "组织委员")}
        changes.append((one.pk, {name: empty[name] for name in after}, after))
    with recording(sample_actor(at(day, 9, on=on)), "agreement.sign", reason=WHY) as work:
        work.change_many(Agreement, changes)
    return len(agreements) - len(late)


def _lead(scheme: Scheme, rng: Random, on: date) -> None:
    """From the first of December to the publication in January, as far as those days have come."""
    begun = date(scheme.year, 12, 1)
    agreements = agreements_of(scheme)
    _done(begin_year(by=_by("ganshi", begun, on), scheme=scheme))
    _state(agreements, begun + timedelta(days=7), on)
    _judge(scheme, agreements, rng, date(scheme.year, 12, 18), on)
    _step(scheme, "statements", "ganshi", begun + timedelta(days=10), on)
    _step(scheme, "judge", "ganshi", begun + timedelta(days=20), on)
    told = begun + timedelta(days=21)
    _step(scheme, "tell", "ganshi", told, on)
    _object(agreements, told, on)
    if told + timedelta(days=20) > on:
        return
    _step(scheme, "settle", "ganshi", told + timedelta(days=16), on)
    _step(scheme, "review", "ganshi", told + timedelta(days=17), on)
    _place(scheme, _by("ganshi", told + timedelta(days=18), on))
    _step(scheme, "approve", "shuji", told + timedelta(days=19), on)
    _step(scheme, "publish", "ganshi", told + timedelta(days=20), on)


def _try(scheme: Scheme, rng: Random, on: date) -> None:
    """The year of the trial stands where the days for objections are over and one of them waits for its answer."""
    told = _told_before(scheme, on)
    begun = told - timedelta(days=40)
    agreements = agreements_of(scheme)
    _done(begin_year(by=_by("ganshi", begun, on), scheme=scheme))
    _state(agreements, begun + timedelta(days=7), on)
    _judge(scheme, agreements, rng, begun + timedelta(days=18), on, weights=WELL)
    _step(scheme, "statements", "ganshi", begun + timedelta(days=10), on)
    _step(scheme, "judge", "ganshi", begun + timedelta(days=20), on)
    _step(scheme, "tell", "ganshi", told, on)
    said = "书面意见：四季度的党课和主题党日同一天上，没有记成党课，请核对。"
    _done(raise_objection(by=_by("ganshi", told + timedelta(days=1), on), agreement=agreements[0], said=said))


def _told_before(scheme: Scheme, on: date) -> date:
    """The last day from which the days for objections are over by now."""
    within = days_of(scheme.organisation.now_path or "", OBJECT_WITHIN, on)
    return next(
        day for day in (on - timedelta(days=past) for past in range(1, 60)) if day.weekday() < SATURDAY and object_until(day, within) < on
    )


def _step(scheme: Scheme, key: str, name: str, day: date, on: date) -> None:
    it = year_of(scheme).it
    _done(do_step(by=_by(name, day, on), scheme=scheme, step=key, seen=it.state.last if it else 0))


def _state(agreements: Sequence[Agreement], day: date, on: date) -> None:
    before = {"statement_on": None, "statement_by": ""}
    changes = [(one.pk, before, {"statement_on": day, "statement_by": one.taker_signed_by or "组织委员"}) for one in agreements]
    with recording(sample_actor(at(day, 9, on=on)), "agreement.state", reason=WHY) as work:
        work.change_many(Agreement, changes)


def _judge(scheme: Scheme, agreements: Sequence[Agreement], rng: Random, day: date, on: date, *, weights: Sequence[int] = WEIGHTS) -> None:
    """Spread as such points are; whoever gets less than all of it reads why."""
    rows = []
    for row in judged_rows(scheme):
        for one in agreements:
            (share,) = rng.choices(SHARES, weights)
            reason = rng.choice(REASONS) if share < 1 else ""
            rows.append((one.pk, row.id, day, row.points * share, reason, row.scorer))
    columns = ("id", "agreement_id", "indicator_id", "day", "points", "reason", "scorer")
    with recording(sample_actor(at(day, 9, on=on)), "agreement.judge", reason=WHY) as work:
        work.put(Judgement, columns, [(pk, *row) for pk, row in zip(work.reserve(Judgement, len(rows)), rows, strict=True)])


def _object(agreements: Sequence[Agreement], told: date, on: date) -> None:
    """One organisation says itself that something was not counted, and gets its answer."""
    own = next(((name, one) for one in agreements for place, name in OBJECTING if str(one.taker) == place), None)
    if own is None:
        return
    name, agreement = own
    secretary = _by(name, told + timedelta(days=2), on)
    _done(raise_objection(by=secretary, agreement=agreement, said="六月的主题党日和联合活动一起开，记录在联合活动里，请核对。"))
    objection = ScoreObjection.objects.unguarded(WHY).get(agreement=agreement)
    answer = "已核对联合活动的记录，确有本组织到会名单，由本组织补录后得分随即更新。"
    _done(answer_objection(by=_by("ganshi", told + timedelta(days=6), on), objection=objection, upheld=True, answer=answer))


def _place(scheme: Scheme, by: Actor) -> None:
    """Where a band holds too many, those with the fewest points in it stand one lower: invented, as people would have decided it."""
    table, results = bands_of(scheme.bands), list(results_by(scheme).values())
    order = [*(one.name for one in table), ""]
    now = {one.pk: one.told_band for one in results}
    while over := too_many(Counter(now.values()), table):
        name, most = next(iter(over.items()))
        inside = sorted((one for one in results if now[one.pk] == name), key=lambda one: (-one.told_points, one.agreement_id))
        now |= {one.pk: order[order.index(name) + 1] for one in inside[most:]}
    with recording(by, "agreement.band", reason=WHY) as work:
        for one in results:
            if now[one.pk] != one.told_band:
                said = {"decided_band": now[one.pk], "band_reason": "党工委会议研究，按比例确定", "band_by": by.label}
                work.change(Result, one.pk, **said)


def _report(year: int, rng: Random, on: date) -> None:
    """Opened in December; held, graded in January, for those whose meetings are recorded."""
    street = Organisation.objects.unguarded(WHY).get(now_short_name=f"{STREET}党工委")
    opened = date(year, 12, 5)
    _done(open_year(by=_by("ganshi", opened, on), organisation=street, year=year))
    reports = list(SecretaryReport.objects.unguarded(WHY).filter(year=year).select_related("organisation", "superior").order_by("pk"))
    places = {street.pk, *(one.organisation_id for one in reports), *(one.superior_id for one in reports)}
    last = _last_meetings(places, date(year, 10, 1), date(year + 1, 1, 31))
    graded = date(year + 1, 1, 25)
    if graded > on:
        return
    with recording(_by("ganshi", graded, on), "report.grade", reason=WHY) as work:
        for one in reports:
            above, own = last.get(one.superior_id, last.get(street.pk)), last.get(one.organisation_id)
            said: dict[str, object] = {"held_above_id": above, "held_own_id": own}
            if above is not None and own is not None:
                grade = rng.choice(GRADES)
                said |= {"grade": str(grade), "reason": "党工委会议听取述职后研究确定", "graded_on": graded, "graded_by": "周敏"}
            work.change(SecretaryReport, one.pk, **said)
    for one, title in zip(reports, PROBLEMS, strict=False):
        _done(name_problem(by=_by("ganshi", graded, on), report=one, title=title, until=date(year + 1, 12, 20)))


def _last_meetings(places: set[int], first: date, last: date) -> Mapping[int, int]:
    """By organisation, its last signed meeting of a time."""
    found = Holding.objects.unguarded(WHY).filter(
        organisation_id__in=places, kind__in=MEETINGS, cancelled=False, on__gte=first, on__lte=last
    )
    return dict(found.exclude(signed_at=None).order_by("on", "pk").values_list("organisation_id", "pk"))
