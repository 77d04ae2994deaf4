"""Two streets with the same of everything at five places around one grant: what the permission matrix walks through.

Every role is granted on the community ``own``. Names of people and units say where they stand, so that a leak shows.
"""

from tests.access.world.making import make_world
from tests.access.world.places import Place, World
from tests.access.world.relations import INSIDE, RELATIONS, SUBJECTS, SURNAMES, WHY, WITHOUT_RIGHTS

__all__ = ["INSIDE", "RELATIONS", "SUBJECTS", "SURNAMES", "WHY", "WITHOUT_RIGHTS", "Place", "World", "make_world"]
