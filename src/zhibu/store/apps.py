"""The app label of the storage layer; it has no tables of its own."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Named so that migrations of other packages can refer to the constraint class."""

    name = "zhibu.store"
    label = "store"
