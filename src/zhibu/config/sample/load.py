"""Loads the sample street through the trail's door: one operation, one audit row for each person, unit, value, message."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from zhibu.config.sample.draw import Draw
from zhibu.config.sample.life import Life
from zhibu.config.sample.meeting_rows import write_gatherings
from zhibu.config.sample.names import draw_name
from zhibu.config.sample.own_values import write_own_values
from zhibu.config.sample.population import sample_population
from zhibu.config.sample.rows import people_rows, write_organisations, write_people
from zhibu.config.sample.street import DISTRICT, STREET, Street, sample_street
from zhibu.config.sample.told import write_messages
from zhibu.config.sample.tree import Planned
from zhibu.config.sample.units import UNITS, PlannedUnit
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Community, HeadCount, Installation, Person, ResidentsCommittee, ResidentUnit, UnitOrganisation
from zhibu.register.rules.names import name_key
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import Sex
from zhibu.store.bulk import take_statistics
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

SEED: Final = 20260701
ACT: Final = "demo.load"
REASON: Final = "载入示例街道"


def sample_actor(at: Any) -> Actor:
    """Who loads it: the command, as the trail will say."""
    return Actor(SystemReader(REASON, label="示例数据"), at, "demo")


def refuse_real_roster() -> None:
    """Invented people never stand beside real ones."""
    if Installation.objects.filter(holds_real=True).exists():
        text = "这个数据目录里有真实名册，不能载入演示数据：请用 --data-dir 另指一个目录。(data directory holds a real roster)"
        raise Unusable(text)


def holds_sample() -> bool:
    """Whether the sample street was loaded before."""
    return Installation.objects.filter(holds_demo=True).exists()


def load_sample(*, by: Actor, seed: int = SEED) -> Street:
    """Draw the street as it is on the day of the act, and write it."""
    refuse_real_roster()
    street, lives = draw_sample(seed, by.day)
    rng = Random(seed)  # noqa: S311  invented units, no secret
    with recording(by, ACT, reason=REASON) as work:
        persons = write_street(work, street, lives, on=by.day)
        write_communities(work, rng, street)
        write_units(work, rng, street, on=by.day)
        write_own_values(work, street.root.id, by.day)
        write_messages(work, street.root.id, by.day)
        write_gatherings(work, street, lives, persons, on=by.day, seed=seed)
        take_statistics()
        Installation.objects.update_or_create(pk=1, defaults={"holds_demo": True})
    return street


def draw_sample(seed: int, on: date) -> tuple[Street, list[Life]]:
    """The same seed and day give the same street."""
    rng = Random(seed)  # noqa: S311  invented people, no secret
    street = sample_street(rng, on)
    return street, sample_population(street, Draw(rng, on, district=DISTRICT, street=STREET))


def write_street(work: Work, street: Street, lives: Sequence[Life], *, on: date) -> list[int]:
    """Organisations with who answers their telephone, then the people, whose numbers it returns."""
    _contacts(street.organisations, lives)
    write_organisations(work, street.organisations)
    persons = work.reserve(Person, len(lives))
    write_people(work, people_rows(lives, persons, store=key_store(), on=on))
    return persons


def _contacts(organisations: Iterable[Planned], lives: Iterable[Life]) -> None:
    """The secretary is whom one calls."""
    secretaries = {
        post.organisation: life for life in lives for post in life.posts if post.kind is PostKind.SECRETARY and post.until == FAR
    }
    for one in organisations:
        secretary = secretaries.get(one)
        if secretary is not None:
            one.contact, one.phone = secretary.name, f"0000-6{secretary.phone[-6:] or '000001'}"


def write_communities(work: Work, rng: Random, street: Street) -> None:
    """The areas, and their residents' committees as another body with a director of its own."""
    numbers = work.reserve(Community, len(street.communities))
    communities, committees = [], []
    places = zip(numbers, work.reserve(ResidentsCommittee, len(numbers)), street.communities.items(), strict=True)
    for number, committee, (name, party) in places:
        director = draw_name(rng, sex=Sex.FEMALE if rng.random() < 0.6 else Sex.MALE, year=rng.randint(1974, 1992), ethnicity=Ethnicity.HAN)
        communities.append((number, f"S{number:04d}", name, party.id))
        committees.append((committee, party.id, number, f"{name}居民委员会", director, f"0000-6{rng.randrange(10**6):06d}"))
    work.put(Community, ("id", "code", "name", "organisation_id"), communities)
    work.put(ResidentsCommittee, ("id", "organisation_id", "community_id", "name", "director", "phone"), committees)
    street.community_ids = dict(zip(street.communities, numbers, strict=True))


UNIT: Final = (
    "id", "code", "name", "sort_key", "ownership", "district_owned", "community_id", "organisation_id", "social_credit_code", "contact",
    "phone",
)  # fmt: skip


def write_units(work: Work, rng: Random, street: Street, *, on: date) -> None:
    """Resident units with their head counts over time and the Party organisations set up in them."""
    rows, units = [], dict(zip(work.reserve(ResidentUnit, len(UNITS)), UNITS, strict=True))
    for number, unit in units.items():
        contact = draw_name(rng, sex=Sex.FEMALE, year=1985, ethnicity=Ethnicity.HAN)
        rows.append(
            (
                number, f"D{number:04d}", unit.name, name_key(unit.name).sort_key[:240], unit.ownership.value, unit.district_owned,
                street.community_ids[unit.community], street.communities[unit.community].id, f"99{999999}{number:010d}", contact,
                f"0000-6{rng.randrange(10**6):06d}",
            )
        )  # fmt: skip
    work.put(ResidentUnit, UNIT, rows)
    _unit_spans(work, rng, street, units, on)


def _unit_spans(work: Work, rng: Random, street: Street, units: Mapping[int, PlannedUnit], on: date) -> None:
    counts, organisations = [], []
    for number, unit in units.items():
        since = on - timedelta(days=1150 + rng.randrange(90))
        for days, share in ((740, rng.uniform(0.8, 1.1)), (370, rng.uniform(0.9, 1.05)), (0, 1.0)):
            until = FAR if days == 0 else on - timedelta(days=days + rng.randrange(40))
            counts.append((number, max(1, round(unit.heads * share)), since, until))
            since = until
        if unit.organisation and unit.mode is not None:
            one = street.named(unit.organisation)
            organisations.append((number, one.id, unit.mode.value, one.founded, FAR))
    _put(work, HeadCount, ("id", "unit_id", "count", "valid_from", "valid_to"), counts)
    _put(work, UnitOrganisation, ("id", "unit_id", "organisation_id", "mode", "valid_from", "valid_to"), organisations)


def _put(work: Work, model: Any, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    numbers = work.reserve(model, len(rows))
    work.put(model, columns, [(number, *row) for number, row in zip(numbers, rows, strict=True)])
