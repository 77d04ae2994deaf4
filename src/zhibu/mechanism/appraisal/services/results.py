"""What came out, kept at the review: what two people approve is what is published, whatever is recorded in between."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.appraisal.models import Result, Scheme
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.standing import Standing, last_day, standings
from zhibu.mechanism.appraisal.queries.year import Year, results_by, year_of
from zhibu.mechanism.appraisal.rules.results import final_band, fingerprint, written
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.rules.year import may_place
from zhibu.mechanism.appraisal.terms import SchemeState
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "年度结果办理前在锁定之下重新读取"


def keep(*, by: Actor, scheme: Scheme) -> None:
    """As the live score stands this day, each line with what was counted; reviewed once more, it is written over."""
    known = results_by(scheme)
    with recording(by, "agreement.review") as work:
        for one in standings(scheme, agreements_of(scheme), by.day):
            _keep(work, scheme, one, known.get(one.agreement.pk), by.day)


def _keep(work: Work, scheme: Scheme, one: Standing, there: Result | None, on: date) -> None:
    text = written(content_of(scheme, one, on))
    kept = {"points": one.points, "band": one.band, "content": text, "fingerprint": fingerprint(text)}
    if there is None:
        work.add(Result, agreement_id=one.agreement.pk, told_on=on, told_points=one.points, told_band=one.band, **kept)
    else:
        work.change(Result, there.pk, **kept)


def bands_kept(scheme: Scheme) -> Mapping[str, int]:
    """How many lie in each band by what was kept, where people have decided as they decided."""
    table = bands_of(scheme.bands)
    return Counter(final_band(one.band, one.decided_band, table) for one in results_by(scheme).values())


def publish(*, by: Actor, scheme: Scheme) -> None:
    """What was kept is given out, in the band that people decided."""
    table = bands_of(scheme.bands)
    with recording(by, "agreement.publish") as work:
        for one in results_by(scheme).values():
            work.change(Result, one.pk, band=final_band(one.band, one.decided_band, table), published_on=by.day)
        work.change(Scheme, scheme.pk, state=SchemeState.PUBLISHED.value, published_on=by.day)


def content_of(scheme: Scheme, one: Standing, on: date) -> Mapping[str, Any]:
    """What is kept of a result: each line with what was counted, decimals and days as text."""
    return {
        "scheme": scheme.code,
        "title": scheme.title,
        "agreement": one.agreement.code,
        "taker": one.agreement.taker.now_name,
        "day": last_day(scheme, on).isoformat(),
        "points": str(one.points),
        "bonus": str(one.bonus),
        "band": one.band,
        "lines": [
            {
                "number": line.row.number,
                "title": line.row.title,
                "part": line.row.part.value,
                "of": str(line.scored.of),
                "points": str(line.scored.points),
                "said": line.scored.said,
                "unknown": line.scored.unknown,
                "owed": line.measured.owed,
                "done": line.measured.done,
                "not_recorded": line.measured.unknown,
                "judged": None if line.measured.judged is None else str(line.measured.judged),
                "misses": [[miss.day.isoformat(), miss.said] for miss in line.measured.misses],
            }
            for line in one.lines
        ],
    }


def place(*, by: Actor, result: Result, band: str, reason: str) -> Outcome:
    """People decide who stays in a band that holds too many; the reason is shown to the organisation."""
    with recording(by, "agreement.band") as work:
        held(result.agreement.scheme)
        held(result)
        fresh = Result.objects.unguarded(WHY).select_related("agreement__scheme", "agreement__taker").get(pk=result.pk)
        scheme = fresh.agreement.scheme
        year = year_of(scheme)
        reckoned = _reckoned(fresh, year, by.day)
        decision = may_place(band, reckoned, bands_of(scheme.bands), reason=reason, open_=year.placing)
        if not decision.allowed:
            return Outcome(decision)
        decided = "" if band == reckoned else band
        work.change(Result, fresh.pk, decided_band=decided, band_reason=reason.strip() if decided else "", band_by=by.label)
    return Outcome(row_id=result.pk)


def _reckoned(result: Result, year: Year, on: date) -> str:
    """The band by points: as it was kept, before that as it stands."""
    return result.band if year.kept else standings(year.scheme, [result.agreement], on)[0].band
