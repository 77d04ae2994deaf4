"""The form in which a person's facts are corrected, as a page shows it and as another system fills it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.register import forms
from zhibu.register.models import Person
from zhibu.register.queries.installation import holds_demo
from zhibu.register.sealed_fields import SEALED, masked, open_field
from zhibu.store.keys import key_store

PLAIN: Final = tuple(name for name in forms.PersonForm.base_fields if name not in SEALED)


def correction(person: Person, sent: Mapping[str, Any] | None, *, today: date) -> forms.PersonForm:
    """With what stands; sealed values are shown masked and stay unless typed anew."""
    known = _opened(person)
    return forms.PersonForm(
        sent,
        today=today,
        generated=person.generated or holds_demo(),
        known=known,
        masked={name: masked(name, value) for name, value in known.items()},
        initial=as_it_stands(person),
    )


def as_it_stands(person: Person) -> dict[str, Any]:
    """What is not sealed; a month alone stays a month."""
    months = person.month_only.split(",")
    plain = {name: getattr(person, name) for name in PLAIN}
    return {
        name: value.strftime("%Y-%m") if name in months and isinstance(value, date) else value
        for name, value in plain.items()
        if value is not None
    }


def _opened(person: Person) -> dict[str, str]:
    key = key_store().of([person.key_name]).get(person.key_name)
    opened = {name: open_field(getattr(person, f"{name}_sealed"), field=name, key_name=person.key_name, key=key) for name in SEALED}
    return {name: value for name, value in opened.items() if value}
