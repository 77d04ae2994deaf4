"""Lists of scores; each column declared once."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from zhibu.mechanism.appraisal.queries.scores import Placed
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.terms import KIND_LABELS
from zhibu.web.html import ChipKind, chip, link, route
from zhibu.web.tables import Column, Table

score_url: Final = route("score")
NO_BAND: Final = "未定等次"


def band_word(row: Placed) -> str:
    """The grade as things stand."""
    return row.standing.band or ("一票否决" if row.standing.vetoed else NO_BAND)


def band_kind(row: Placed) -> ChipKind:
    """Green where a grade above the lowest is reached; nothing here is a reproach."""
    if row.standing.band:
        return "none" if row.standing.band in _lowest(row.standing.agreement.scheme.bands) else "ok"
    return "check" if row.standing.vetoed else "none"


@lru_cache(maxsize=64)
def _lowest(bands: str) -> tuple[str, ...]:
    """The last of several grades, as a table spells them."""
    known = bands_of(bands)
    return (known[-1].name,) if len(known) > 1 else ()


def change_words(change: Decimal | None) -> str:
    """Against the end of the month before."""
    if change is None:
        return "—"
    return "不变" if not change else f"{'升' if change > 0 else '降'} {plain(abs(change))}"


def lost_of(row: Placed) -> int:
    """How many indicators lost points."""
    return sum(1 for line in row.standing.lines if line.scored.lost)


def unknown_of(row: Placed) -> int:
    """Of how many nothing is known."""
    return sum(1 for line in row.standing.lines if line.scored.unknown and line.row.measure.name)


def unjudged_of(row: Placed) -> int:
    """How many wait for their scorer; until then they count in full."""
    return sum(1 for line in row.standing.lines if line.scored.unknown and not line.row.measure.name)


SCORES: Final = Table[Placed](
    columns=(
        Column(
            "taker",
            "党组织",
            lambda r: str(r.standing.agreement.taker),
            html=lambda r: link(score_url(r.standing.agreement.code), str(r.standing.agreement.taker), kind="name"),
            sort="taker",
            phone="title",
            width=30,
        ),
        Column("band", "等次", band_word, html=lambda r: chip(band_kind(r), band_word(r)), phone="mark"),
        Column("points", "得分", lambda r: r.standing.points, html=lambda r: plain(r.standing.points), align="right", phone="label"),
        Column("change", "比上月底", lambda r: change_words(r.change), phone="label"),
        Column("lost", "失分指标", lost_of, align="right", phone="label"),
        Column("unknown", "资料未录", unknown_of, align="right", phone="label"),
        Column("unjudged", "未评分", unjudged_of, align="right", phone="label"),
        Column(
            "bonus",
            "加分",
            lambda r: r.standing.bonus,
            html=lambda r: plain(r.standing.bonus),
            align="right",
            default=False,
            phone="hidden",
        ),
        Column(
            "kind", "考评对象", lambda r: KIND_LABELS.get(r.standing.agreement.scheme.kind, ""), default=False, phone="hidden", width=16
        ),
    ),
    order="taker",
    unit="个",
)
SEVERAL: Final = replace(
    SCORES, columns=tuple(replace(one, default=True, phone="label") if one.key == "kind" else one for one in SCORES.columns)
)
"""The same of several tables at once: whom each asks stands beside its grade."""
