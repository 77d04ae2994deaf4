"""The words of gatherings as other systems send them."""

from typing import Annotated

from zhibu.api.bodies import Among
from zhibu.gatherings.terms import GatheringKind

Kind = Annotated[str, Among(GatheringKind)]
