"""What the trail says of values kept as keys."""

from collections.abc import Callable
from typing import Final

from zhibu.mechanism.coordination.terms import Deed, PartnerKind, ResourceKind, Returned

WORDS: Final[tuple[tuple[str, str, Callable[[str], str]], ...]] = (
    ("coordination_partnerunit", "kind", PartnerKind.word),
    ("coordination_offer", "kind", ResourceKind.word),
    ("coordination_need", "kind", ResourceKind.word),
    ("coordination_need", "returned", Returned.word),
    ("coordination_project", "kind", ResourceKind.word),
    ("coordination_liaisonarrival", "kind", Deed.word),
)
