"""An upload on its way: sealed for its owner, previewed, imported, taken back, thrown away after seven days."""

from datetime import timedelta

import pytest

from tests.register.factories import TODAY, actor
from tests.register.imports.rosters import LI, ZHANG, csv, number, organisation, people_count, roster, seen, take_people, tree
from tests.register.readers import TestReader
from zhibu.accounts.models import Account
from zhibu.kernel.readers import SystemReader
from zhibu.register.imports import flow, runs
from zhibu.register.imports.flow import Choices
from zhibu.register.imports.uploads import Folder
from zhibu.register.models import ImportRun
from zhibu.register.models.imports import ImportState
from zhibu.trail.actors import Actor

pytestmark = pytest.mark.django_db
FILE = csv(roster(ZHANG, LI | {"民族": "火星族"}))


@pytest.fixture(autouse=True)
def _tree() -> None:
    tree()


@pytest.fixture
def by() -> Actor:
    at = actor(TODAY).at
    account = Account.objects.create(username="clerk", display_name="王敏", password_changed_at=at, created_at=at)
    return actor(TODAY, reader=SystemReader("测试", label="王敏", account_id=account.pk), channel="web")


def uploaded(by: Actor, *files: bytes) -> ImportRun:
    named = [(f"{at}.csv", content) for at, content in enumerate(files or (FILE,))]
    return flow.upload(by=by, account_id=by.account_id or 0, files=named, choices=Choices(on=TODAY))


def again(run: ImportRun) -> ImportRun:
    run.refresh_from_db()
    return run


def confirmed(by: Actor, run: ImportRun) -> ImportRun:
    if again(run).state == ImportState.READING:
        flow.preview(by=by, run=run)
    assert flow.begin(run=again(run), state=ImportState.IMPORTING, choices=Choices.of(run.options), at=by.at)
    flow.confirm(by=by, run=again(run))
    return again(run)


def on_disk(run: ImportRun) -> bytes:
    return b"".join(path.read_bytes() for path in Folder(run.key).path.rglob("*") if path.is_file())


def test_nothing_of_an_upload_lies_readable_on_disk(by: Actor) -> None:
    run = uploaded(by)
    flow.preview(by=by, run=run)
    kept = on_disk(run)
    assert (len(kept) > 1000, [word for word in ("张三", ZHANG["公民身份号码"], "火星族") if word.encode() in kept]) == (True, [])


def test_a_preview_waits_for_confirmation_and_writes_nothing(by: Actor) -> None:
    run = uploaded(by)
    flow.preview(by=by, run=run)
    assert (again(run).state, run.summary["created"], run.summary["refused"], people_count()) == (ImportState.PREVIEWED, 1, 1, 0)


def test_a_confirmed_upload_is_imported_once(by: Actor) -> None:
    run = uploaded(by)
    flow.preview(by=by, run=run)
    run = confirmed(by, run)
    assert (run.state, len(run.operations), seen("张三").branch) == (ImportState.DONE, 1, "阳光社区第一党支部")
    assert not flow.begin(run=run, state=ImportState.IMPORTING, choices=Choices.of(run.options), at=by.at)
    assert [one.code for one in flow.may_confirm(run).objections] == ["done"]


def test_whoever_previews_anew_in_another_tab_keeps_it_from_being_imported_meanwhile(by: Actor) -> None:
    run = uploaded(by)
    flow.preview(by=by, run=run)
    choices = Choices.of(run.options)
    assert flow.begin(run=run, state=ImportState.READING, choices=choices, at=by.at)
    assert not flow.begin(run=run, state=ImportState.IMPORTING, choices=choices, at=by.at)
    flow.preview(by=by, run=again(run))
    assert flow.begin(run=run, state=ImportState.IMPORTING, choices=choices, at=by.at)


def test_a_preview_that_comes_late_does_not_undo_what_was_imported(by: Actor) -> None:
    run = uploaded(by)
    late = ImportRun.objects.get(pk=run.pk)
    run = confirmed(by, run)
    flow.preview(by=by, run=late)
    assert (again(run).state, len(run.operations), run.summary["created"]) == (ImportState.DONE, 1, 1)
    assert flow.take_back_run(by=by, run=run).done


def test_an_upload_is_taken_back_only_while_all_of_it_is_in_reach(by: Actor) -> None:
    run = confirmed(by, uploaded(by))
    for places in ((), ("春晖社区党委",), ("阳光社区第二党支部",)):
        paths = tuple(organisation(now_short_name=place).now_path for place in places)
        reader = TestReader({"undo_import": paths}, account_id=by.account_id)
        outcome = flow.take_back_run(by=actor(TODAY, reader=reader), run=run)
        assert ([one.code for one in outcome.decision.objections], people_count()) == (["out_of_reach"], 1)
    reader = TestReader({"undo_import": (organisation(now_short_name="阳光社区党委").now_path,)}, account_id=by.account_id)
    assert flow.take_back_run(by=actor(TODAY, reader=reader), run=run).done


def test_all_files_of_an_upload_are_taken_back_together(by: Actor) -> None:
    second = csv(roster(LI, ZHANG | {"姓名": "王五", "公民身份号码": number("19600101", 3), "出生日期": None}))
    run = confirmed(by, uploaded(by, FILE, second))
    assert (len(run.operations), people_count()) == (2, 3)
    assert flow.take_back_run(by=by, run=run).done
    assert (again(run).state, people_count()) == (ImportState.UNDONE, 0)


def test_nothing_is_taken_back_when_one_file_was_built_on(by: Actor) -> None:
    run = confirmed(by, uploaded(by, FILE, csv(roster(LI))))
    take_people(LI | {"民族": "汉族"})
    outcome = flow.take_back_run(by=by, run=run)
    assert ([one.code for one in outcome.decision.objections], again(run).state, people_count()) == (["built_on"], ImportState.DONE, 2)


def test_an_interrupted_import_leaves_nothing_and_says_so(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    run = uploaded(by)
    monkeypatch.setattr(runs, "_remember_real", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirmed(by, run)
    assert (again(run).state, run.operations, people_count()) == (ImportState.FAILED, [], 0)


def test_what_a_crash_left_under_way_is_settled_by_what_was_written(by: Actor) -> None:
    run, done = uploaded(by), confirmed(by, uploaded(by))
    ImportRun.objects.update(state=ImportState.IMPORTING)
    flow.expire(by.at + timedelta(hours=1))
    assert (again(run).state, again(done).state) == (ImportState.FAILED, ImportState.DONE)


def test_uploads_are_gone_after_seven_days(by: Actor) -> None:
    run = uploaded(by)
    assert (flow.expire(by.at + timedelta(days=6)), Folder(run.key).path.exists()) == (0, True)
    assert (flow.expire(by.at + timedelta(days=7)), Folder(run.key).path.exists(), ImportRun.objects.count()) == (1, False, 0)


def test_progress_is_told_beside_the_database(by: Actor) -> None:
    run = uploaded(by)
    flow.preview(by=by, run=run)
    assert Folder(run.key).told() == {"stage": "write", "done": 2, "total": 2}
