"""How a day may be written is said once in a form, at the first box that asks for one, and where somebody was mistaken."""

from datetime import date

from zhibu.exchange.values import parse_date
from zhibu.web.fields import DAY_HINT, MONTH_HINT, DayField, PartialDateField
from zhibu.web.forms import PageForm


class TermForm(PageForm):
    groups = (("届期", ("begins",)),)
    begins = DayField(label="开始", parse=parse_date, required=False)
    asked = DayField(label="请示", parse=parse_date, required=False)
    told = DayField(label="批复", parse=parse_date, required=False, help_text="照文件写。")
    joined = PartialDateField(label="入党", parse=parse_date, required=False)
    born = PartialDateField(label="出生", parse=parse_date, required=False)


def hints(form: PageForm) -> list[tuple[str, str]]:
    """In the order of the page."""
    return [(field.name, str(field.help_text)) for group in form.grouped for field in group.fields]


def test_the_first_day_and_the_first_month_on_the_page_show_how_they_are_written() -> None:
    expected = [("asked", DAY_HINT), ("told", "照文件写。"), ("joined", MONTH_HINT), ("born", ""), ("begins", "")]
    assert hints(TermForm()) == expected
    assert hints(TermForm()) == expected


def test_a_box_without_a_hint_points_to_none() -> None:
    form = TermForm()
    assert DAY_HINT in "".join(str(field.as_field_group()) for group in form.grouped for field in group.fields)
    assert ["helptext" in str(form[name].as_field_group()) for name in ("asked", "begins")] == [True, False]


def test_whoever_was_mistaken_reads_it_at_the_box() -> None:
    form = TermForm({"begins": "明天"}, today=date(2026, 11, 24))
    assert not form.is_valid()
    assert dict(hints(form)) == {"asked": DAY_HINT, "told": "照文件写。", "joined": MONTH_HINT, "born": "", "begins": DAY_HINT}
