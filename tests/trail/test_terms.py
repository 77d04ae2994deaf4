"""Every act that any part of the program records has its words, in one place."""

import ast
from collections.abc import Iterator

from zhibu.config.checkout import ROOT
from zhibu.trail.terms import ACTS, CHANNELS, GROUPS, QUIET, READS, act_label

SOURCES = ROOT / "src" / "zhibu"


def recorded() -> Iterator[str]:
    """Acts as they stand in calls of ``recording`` and in constants named ACT; made-up ones end with a star."""
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "recording" and len(node.args) > 1:
                yield from texts(node.args[1])


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def test_every_act_that_is_recorded_has_its_words() -> None:
    plain = {act for act in recorded() if "*" not in act}
    assert sorted(plain - set(ACTS) - set(QUIET)) == []


def test_acts_of_the_sealed_area_go_under_the_name_of_another() -> None:
    assert {act: act_label(act) for act in QUIET} == {"member.care": ACTS["member.mark"], "member.care_ended": ACTS["member.mark_ended"]}


def test_acts_made_of_parts_begin_like_acts_with_words() -> None:
    made = {act.split("*", 1)[0] for act in recorded() if "*" in act}
    assert sorted(start for start in made if not any(act.startswith(start) for act in ACTS)) == []


def test_every_act_belongs_to_a_group() -> None:
    assert sorted(act for act in ACTS if act.partition(".")[0] not in GROUPS) == []


def test_an_act_that_is_no_longer_known_stays_as_it_was_written() -> None:
    assert act_label("member.juggled") == "member.juggled"


def test_words_are_chinese() -> None:
    words = [*ACTS.values(), *GROUPS.values(), *READS.values(), *CHANNELS.values()]
    assert [word for word in words if word.isascii()] == []
