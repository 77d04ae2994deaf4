"""The table of times: what is kept, from which event, for how long, on what basis. Dated: a row holds until the next one of its key.

Data and nothing else, so that it can move into the rulebook. What nobody has checked against the printed text says so (``verified``);
what is a street's own agreement and no rule from above says so too (``local``). PRACTICE.md 4.10: applicants who were not taken go first.
"""

from datetime import date
from typing import Final

from zhibu.keeping.terms.access import ACCESS
from zhibu.keeping.terms.files import FILES
from zhibu.keeping.terms.happening import HAPPENING
from zhibu.keeping.terms.mechanism import MECHANISM
from zhibu.keeping.terms.people import PEOPLE
from zhibu.keeping.terms.retention import ENDS, FIRST, LOGS, NECESSITY, End, Retention
from zhibu.keeping.terms.team import TEAM
from zhibu.keeping.terms.telling import TELLING

__all__ = ["ENDS", "FIRST", "LOGS", "NECESSITY", "NOTICE_DAYS", "NOT_KEPT", "SOON_DAYS", "TABLE", "End", "Retention", "row_of", "table_on"]

TABLE: Final = (*PEOPLE, *FILES, *TELLING, *HAPPENING, *MECHANISM, *TEAM, *ACCESS)
"""In the order in which the page shows it, chapter by chapter."""

NOT_KEPT: Final = (
    "屏幕上不记名征求意见时，谁选了什么、什么时候选的。",
    "直系亲属和主要社会关系的材料：只登记有没有、谁看过，不扫描、不保存。",
    "思想汇报、对照检查材料的内容。",
    "位置、轨迹、浏览时间。",
)
"""What this program does not hold at all."""

NOTICE_DAYS: Final = 30
"""Nobody is destroyed who has not stood on the list for so long."""
SOON_DAYS: Final = 90
"""The list begins so long before the end."""


def table_on(day: date) -> tuple[Retention, ...]:
    """The rows in force on a day: of each key the newest."""
    newest: dict[str, Retention] = {}
    for row in sorted(TABLE, key=lambda one: one.since):
        if row.since <= day or row.key not in newest:
            newest[row.key] = row
    return tuple(newest[key] for key in dict.fromkeys(row.key for row in TABLE))


def row_of(key: str, day: date) -> Retention:
    """The row of a key in force on a day."""
    return next(row for row in table_on(day) if row.key == key)
