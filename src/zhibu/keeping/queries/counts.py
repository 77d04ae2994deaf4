"""What stays of those whose data was destroyed: how many, of which kind, of which year."""

from collections import defaultdict
from datetime import date

from django.db.models import Sum

from zhibu.keeping.models import Erased
from zhibu.keeping.terms import table_on


def erased_counts(on: date) -> list[tuple[str, list[tuple[int, int]]]]:
    """By row of the table, each with its years and numbers; one query."""
    found = Erased.objects.order_by("row", "-year").values_list("row", "year").annotate(number=Sum("number"))
    years: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, year, number in found:
        years[row].append((year, number))
    labels = {row.key: row.label for row in table_on(on)} | {"restored": "恢复备份后重新销毁"}
    return [(label, years[key]) for key, label in labels.items() if key in years]
