"""A table of a year from its first row to the day on which it counts, and a rule that changes in between."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from tests.mechanism.appraisal.tables import add_indicator, agree, make_scheme
from tests.oversight.test_meetings_due import met, people, since
from tests.register.factories import Street, actor, make_street
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.appraisal.models import Indicator, IndicatorRule, Scheme
from zhibu.mechanism.appraisal.queries.schemes import drafts_of, kinds_below
from zhibu.mechanism.appraisal.queries.scores import in_order_of_points, line_shown, shown, year_so_far
from zhibu.mechanism.appraisal.queries.standing import standings
from zhibu.mechanism.appraisal.rules.drafts import RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Listed, Ratio
from zhibu.mechanism.appraisal.services.rows import change_rule, put_row, remove_row
from zhibu.mechanism.appraisal.services.tables import begin_table, change_head, copy_table, discard_table, pick_rows, put_in_force
from zhibu.mechanism.appraisal.terms import Reach, SchemeState
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db
WHY = "测试"
DAY = date(2026, 1, 20)
JULY = date(2026, 7, 15)
MEETINGS = "meeting.members"
TABLE = TableDraft(2026, "branch", "党支部目标考评办法", "街道〔2026〕1号")
ROWS = [
    RowDraft("按期召开支部党员大会", Decimal(60), Deduct(Decimal(10)), MEETINGS, "组织生活"),
    RowDraft("作用发挥", Decimal(40), Listed((("执行不力", Decimal(5)),)), scorer="党建办"),
]


@pytest.fixture
def street() -> Street:
    made = make_street()
    since(made.street, date(2026, 1, 1))
    return made


def codes(done: Outcome) -> list[str]:
    return [one.code for one in done.decision.objections]


def begun(street: Street, act: str = "begin") -> Scheme:
    done = begin_table(by=actor(DAY), organisation=street.street, draft=TABLE, rows=ROWS, act=act)
    assert done.done, codes(done)
    return Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=done.row_id)


def test_a_table_is_a_draft_with_its_rows_and_one_of_a_kind_and_year(street: Street) -> None:
    scheme = begun(street)
    assert list(drafts_of(scheme).values()) == ROWS
    assert (scheme.state, scheme.code) == ("draft", f"K{scheme.pk:06d}")
    assert codes(begin_table(by=actor(DAY), organisation=street.street, draft=TABLE)) == ["known"]
    assert Scheme.objects.unguarded(WHY).count() == 1


def test_the_trail_tells_of_a_table_where_it_stands(street: Street) -> None:
    scheme = begun(street)
    (entry,) = AuditEntry.objects.filter(subject_kind="scheme", subject_id=scheme.pk)
    assert (entry.operation.act, entry.path) == ("appraisal.begin", street.street.now_path)


def test_a_file_that_comes_in_again_changes_nothing_and_another_takes_its_place(street: Street) -> None:
    scheme = begun(street, "import")
    operations = Operation.objects.count()
    assert begun(street, "import").pk == scheme.pk
    assert Operation.objects.count() == operations
    other = [replace(ROWS[0], points=Decimal(100))]
    assert begin_table(by=actor(DAY), organisation=street.street, draft=TABLE, rows=other, act="import").done
    assert list(drafts_of(scheme).values()) == other
    assert put_in_force(by=actor(DAY), scheme=scheme).done
    assert codes(begin_table(by=actor(DAY), organisation=street.street, draft=TABLE, rows=other, act="import")) == ["known"]


def test_of_a_file_with_a_wrong_row_nothing_is_written(street: Street) -> None:
    wrong = [*ROWS, RowDraft("信访积案化解", Decimal(5), Judged(), scorer="综治办"), RowDraft("阵地", Decimal(5), Judged())]
    done = begin_table(by=actor(DAY), organisation=street.street, draft=TABLE, rows=wrong, act="import")
    assert codes(done) == ["left_out", "no_scorer"]
    assert (
        Scheme.objects.unguarded(WHY).count(),
        Indicator.objects.unguarded(WHY).count(),
        Operation.objects.filter(act="appraisal.import").count(),
    ) == (0, 0, 0)


def test_last_year_is_copied_as_a_draft(street: Street) -> None:
    scheme = begun(street)
    done = copy_table(by=actor(date(2026, 12, 20)), scheme=scheme, year=2027)
    copied = Scheme.objects.unguarded(WHY).get(pk=done.row_id)
    assert (copied.year, copied.state, list(drafts_of(copied).values())) == (2027, "draft", ROWS)


def test_rows_come_from_the_catalogue_are_changed_and_taken_out(street: Street) -> None:
    scheme = begun(street)
    assert pick_rows(by=actor(DAY), scheme=scheme, keys=["members_meeting", "theme_day"]).done
    assert [row.measure for row in drafts_of(scheme).values()] == [MEETINGS, "", "meeting.theme_day"]
    assert codes(pick_rows(by=actor(DAY), scheme=scheme, keys=["theme_day"])) == ["nothing"]
    second = Indicator.objects.unguarded(WHY).get(scheme=scheme, number=2)
    assert put_row(by=actor(DAY), scheme=scheme, row=replace(ROWS[1], points=Decimal(30)), indicator=second).done
    assert remove_row(by=actor(DAY), scheme=scheme, indicator=Indicator.objects.unguarded(WHY).get(scheme=scheme, number=1)).done
    assert put_row(by=actor(DAY), scheme=scheme, row=ROWS[0]).done
    assert {number: str(row.points) for number, row in drafts_of(scheme).items()} == {2: "30.00", 3: "10.00", 4: "60.00"}


def test_in_force_rows_and_head_stand_still(street: Street) -> None:
    scheme = begun(street)
    assert put_in_force(by=actor(DAY), scheme=scheme).done
    first = Indicator.objects.unguarded(WHY).get(scheme=scheme, number=1)
    for done in (
        put_row(by=actor(DAY), scheme=scheme, row=ROWS[0]),
        remove_row(by=actor(DAY), scheme=scheme, indicator=first),
        change_head(by=actor(DAY), scheme=scheme, draft=TABLE),
        pick_rows(by=actor(DAY), scheme=scheme, keys=["theme_day"]),
        discard_table(by=actor(DAY), scheme=scheme),
    ):
        assert codes(done) == ["not_draft"]
    assert list(drafts_of(scheme).values()) == ROWS


def test_a_draft_is_thrown_away_with_its_rows(street: Street) -> None:
    scheme = begun(street)
    assert discard_table(by=actor(DAY), scheme=scheme).done
    assert [model.objects.unguarded(WHY).count() for model in (Scheme, Indicator, IndicatorRule)] == [0, 0, 0]


def test_an_empty_table_does_not_come_in_force(street: Street) -> None:
    done = begin_table(by=actor(DAY), organisation=street.street, draft=TABLE)
    scheme = Scheme.objects.unguarded(WHY).get(pk=done.row_id)
    assert codes(put_in_force(by=actor(DAY), scheme=scheme)) == ["empty"]
    assert Scheme.objects.unguarded(WHY).get(pk=scheme.pk).state == "draft"


def test_a_rule_changed_in_mid_year_costs_from_its_day_and_the_earlier_misses_stay_as_they_were(street: Street) -> None:
    scheme = begun(street)
    assert put_in_force(by=actor(DAY), scheme=scheme).done
    first = Indicator.objects.unguarded(WHY).get(scheme=scheme, number=1)
    harder = replace(ROWS[0], rule=Deduct(Decimal(20)))
    change = partial(change_rule, by=actor(DAY), scheme=scheme, indicator=first, row=harder, on=date(2026, 5, 1), basis="街道〔2026〕9号")
    assert change().done
    assert codes(change()) == ["before"]
    (agreement,) = agree(scheme, street.sunny_first)
    (july,) = standings(scheme, [agreement], JULY)
    (april,) = standings(scheme, [agreement], date(2026, 4, 20))
    assert (str(april.lines[0].scored.points), str(july.lines[0].scored.points)) == ("50.00", "30.00")


def test_kinds_that_can_take_a_target_stand_below(street: Street) -> None:
    assert kinds_below(street.street) == ["committee", "branch"]
    assert kinds_below(street.sunny_first) == []


def test_the_page_of_a_score_says_what_falls_due_next(street: Street) -> None:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(3)), MEETINGS)
    (agreement,) = agree(scheme, street.sunny_first)
    found = shown(agreement, date(2026, 9, 25))
    assert [(one.clause.id, one.until) for one in found.coming] == [(MEETINGS, date(2026, 9, 30))]
    assert str(found.standing.points) == "40.00"


def test_a_line_that_counts_what_stands_below_names_those_organisations(street: Street) -> None:
    scheme = make_scheme(street.street, kind="committee")
    add_indicator(scheme, "所属党支部按期召开党员大会", Ratio(), MEETINGS, reach=Reach.BELOW)
    met(street.sunny_first, people(street.sunny_first, 4), date(2026, 2, 10), there=4)
    (agreement,) = agree(scheme, street.sunny)
    found = line_shown(agreement, 1, JULY)
    assert found is not None
    assert [(one.name, one.measured.done, one.measured.owed) for one in found.below] == [
        (str(street.sunny_first), 1, 2),
        (str(street.sunny_second), 0, 2),
    ]
    assert line_shown(agreement, 2, JULY) is None


def test_the_year_so_far_is_the_live_score_of_each_of_its_days(street: Street) -> None:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(3)), MEETINGS)
    (agreement,) = agree(scheme, street.sunny_first)
    found = year_so_far(agreement, JULY)
    assert [str(one.points) for one in found] == ["100.00", "100.00", "100.00", "70.00", "70.00", "70.00", "40.00"]


def test_all_at_once_equals_one_by_one(street: Street) -> None:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(3)), MEETINGS)
    add_indicator(scheme, "记录齐全", Ratio(), "records.complete")
    met(street.sunny_second, people(street.sunny_second, 4), date(2026, 5, 10), there=4)
    agreements = agree(scheme, street.sunny_first, street.sunny_second, street.spring_first)
    together = [(one.points, one.band, one.lines) for one in standings(scheme, agreements, JULY)]
    alone = [(one.points, one.band, one.lines) for agreement in agreements for one in standings(scheme, [agreement], JULY)]
    assert together == alone


def test_a_veto_that_lost_leaves_no_grade(street: Street) -> None:
    scheme = begun(street)
    veto = RowDraft("按期换届", Decimal(1), Deduct(Decimal(1)), MEETINGS, veto_basis="街道〔2026〕2号")
    assert put_row(by=actor(DAY), scheme=scheme, row=veto).done
    assert put_in_force(by=actor(DAY), scheme=scheme).done
    (agreement,) = agree(scheme, street.sunny_first)
    (found,) = standings(scheme, [agreement], JULY)
    assert (found.vetoed, found.band) == (("按期换届",), "")


def test_a_list_stands_in_the_order_of_the_tree_unless_the_street_decides_otherwise(street: Street) -> None:
    assert in_order_of_points(make_scheme(street.street), JULY) is False
    assert SchemeState.IN_FORCE.label == "施行中"
