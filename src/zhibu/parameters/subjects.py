"""Local parameters as subjects of the trail: where they stand, and what they are called."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.parameters.terms import LABELS
from zhibu.rulebook.loading import rulebook
from zhibu.trail.subjects import Resolver, SubjectFacts

WHY: Final = "日志：本地参数所在的党组织和名称"


def says(parameter: str) -> str:
    """What a parameter is about; one that this version no longer knows stays as it was written."""
    known = rulebook().parameters.get(parameter)
    return known.says if known else parameter


def state_word(state: str) -> str:
    """The state of a proposal in words."""
    return {one.value: label for one, label in LABELS.items()}.get(state, state)


def paths_of(model: Any) -> Resolver:
    """Each row stands where its organisation stands."""

    def resolve(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
        found = model.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
        return {pk: SubjectFacts(path) for pk, path in found}

    return resolve


def names_of(model: Any, what: str) -> Callable[[set[int], Reader], Mapping[int, Label]]:
    """Parameters are no secret: everybody who reads the trail reads what they are about."""

    def named(numbers: set[int], reader: Reader) -> Mapping[int, Label]:
        del reader
        found = model.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "parameter")
        return {pk: Label(f"{what}：{says(parameter)}") for pk, parameter in found}

    return named


SUBJECTS: Final[Mapping[str, tuple[Any, str]]] = {
    "parameter_proposal": (ParameterProposal, "本地参数建议"),
    "local_parameter": (LocalParameter, "本地参数"),
}
