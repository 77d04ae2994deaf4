"""Lines of a plan as subjects of the trail: where they stand, and what they are called."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.mechanism.study.models import StudyLine
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：学习计划所在的党组织和主题"


def places(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A line stands where its organisation stands."""
    found = StudyLine.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By year; what is studied is told to those who see it."""
    found = StudyLine.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "year", "topic", "organisation__now_path")
    return {
        pk: Label(f"{year}年学习计划：{topic}" if reader.may("see_gatherings", path or "-") else f"{year}年学习计划")
        for pk, year, topic, path in found
    }
