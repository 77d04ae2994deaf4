"""What a street decided in place of a default, from a day on."""

from typing import ClassVar

from django.db import models

from zhibu.register.models.organisations import OrganisationSpan, Spans
from zhibu.store.spans import NoOverlap, span_check


class LocalParameter(OrganisationSpan):
    """The value of one local parameter for an organisation and below; ``value`` as text, read by the kind of the default."""

    parameter = models.CharField("参数", max_length=60)
    value = models.CharField("数值", max_length=40)
    basis = models.CharField("依据", max_length=200)

    objects = Spans()

    reach_field: ClassVar[str] = "organisation__now_path"

    class Meta:
        verbose_name = "本地参数"
        constraints = [span_check("localparameter_span"), NoOverlap("organisation", "parameter", name="localparameter_once")]

    def __str__(self) -> str:
        return f"{self.parameter} = {self.value}"
