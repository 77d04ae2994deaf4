"""What the pages of certificates say."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from zhibu.mechanism.honours.certificates import by_addressee, on_the_board
from zhibu.mechanism.honours.queries.certificates import Batch, Checked
from zhibu.mechanism.honours.rules.certificates import Granted, spaced, titles
from zhibu.web.components import Chip, Empty, Item
from zhibu.web.html import prose_date
from zhibu.web.pages import Crumb
from zhibu.web.panels import Panel

TITLE: Final = "证书和名单"
CHECK: Final = "核对证书"
ALL: Final = "all"
MAKE: Final = "生成 PDF"
EDIT: Final = "生成 Word"
SINGLE: Final = 100
"""Certificates that are offered one by one on the page; all are in the file of their kind."""


def nothing() -> Empty:
    """Nothing was granted yet."""
    return Empty("还没有授予荣誉", "评选表彰作出决定以后，这里可以打印证书、宣读名单、光荣榜和喜报。")


def way_to_year(one: Granted, code: str) -> list[Crumb]:
    """The list, and what was granted in that year."""
    return [Crumb(TITLE, reverse("certificates")), Crumb(f"{one.year}年", reverse("certificates_of_year", args=[code, one.year]))]


def found_panels(found: Sequence[Batch]) -> list[Panel]:
    """By year, the newest first."""
    years = dict.fromkeys(one.year for one in found)
    return [Panel(f"{year}年", [_batch(one) for one in found if one.year == year]) for year in years]


def _batch(one: Batch) -> Item:
    return Item(
        one.giver,
        f"授予 {one.number} 项，最近一次 {one.last.isoformat()}",
        None,
        reverse("certificates_of_year", args=[one.code, one.year]),
        "打印",
    )


def panels_of(found: Sequence[Granted], *, code: str, year: int, layout: str) -> list[Panel]:
    """Certificates by kind, lists, and each by itself."""
    return [
        Panel("证书", _kinds(found, code, year, layout)),
        Panel("名单、光荣榜、喜报", _papers(found, code, year)),
        _singles(found, layout),
    ]


def _kinds(found: Sequence[Granted], code: str, year: int, layout: str) -> list[Item]:
    query = f"?layout={layout}" if layout else ""
    by_kind: dict[str, list[Granted]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    items = [
        Item(group[0].title, f"{len(group)} 张", None, reverse("certificates_printed", args=[code, year, kind]) + query, MAKE)
        for kind, group in by_kind.items()
    ]
    every = Item("全部证书", f"{len(found)} 张，按颁发的次序", None, reverse("certificates_printed", args=[code, year, ALL]) + query, MAKE)
    return [*items, every] if len(items) > 1 else items


def _papers(found: Sequence[Granted], code: str, year: int) -> list[Item]:
    def to(paper: str, ending: str) -> str:
        return reverse("certificates_paper", args=[code, year, paper, ending])

    shown, addressees = len(on_the_board(found)), len(by_addressee(found))
    left = len(found) - shown
    board = f"A3，上榜 {shown} 项" + (f"；{left} 人没有登记同意公开，不上榜" if left else "")
    return [
        Item("宣读名单", "大字，按颁发的次序，姓名注拼音", None, to("reading", "pdf"), MAKE),
        Item("宣读名单", "可以修改", None, to("reading", "docx"), EDIT),
        *(
            [Item("光荣榜", board, None, to("poster", "pdf"), MAKE)]
            if shown
            else [Item("光荣榜", f"{left} 人没有登记同意公开，没有可以上榜的。")]
        ),
        Item("喜报", f"{addressees} 份，送单位和上级党组织；信封不写内件是什么", None, to("news", "pdf"), MAKE),
        Item("喜报", "可以修改", None, to("news", "docx"), EDIT),
    ]


def _singles(found: Sequence[Granted], layout: str) -> Panel:
    query = f"?layout={layout}" if layout else ""
    items = [
        Item(
            one.name,
            f"{one.title} · 编号 {one.certificate} · 核对码 {spaced(one.code)}",
            None,
            reverse("certificate", args=[one.certificate]) + query,
            "单张",
        )
        for _, group in titles(found[:SINGLE]).items()
        for one in group
    ]
    more = f"其余 {len(found) - SINGLE} 张在上面的文件里。" if len(found) > SINGLE else ""
    return Panel("逐张打印", items, more)


def result_panel(found: Checked | None) -> Panel:
    """What the check came to."""
    if found is None:
        return Panel("核对结果", [Item("没有查到", "请核对核对码和姓；两项都要与证书一致。", Chip("check", "没有查到"))])
    about = f"{found.giver} · {prose_date(found.decided_on)} · 编号 {found.certificate}"
    if found.revoked_on is not None:
        return Panel("核对结果", [Item(found.title, f"{about} · {prose_date(found.revoked_on)}撤销", Chip("late", "已撤销"))])
    return Panel("核对结果", [Item(found.title, about, Chip("ok", "真实有效"))])
