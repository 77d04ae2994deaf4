"""The app of messages; tells the trail how to find and name its subjects."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Named for its tables."""

    name = "zhibu.messages"
    label = "messages"
    verbose_name = "消息"

    def ready(self) -> None:
        """A message is a subject of the trail, and owns what is attached to it; one to a person goes over when records are merged."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.files import owners  # noqa: PLC0415  the same
        from zhibu.messages import owner, subjects  # noqa: PLC0415  the same
        from zhibu.messages.models import Message  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import stays_without_a_name  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("message", subjects.places)
        name_by("message", subjects.names)
        told.teach(Message._meta.db_table, "audience", subjects.audience_word)
        owners.use(owner.KIND, owner.OWNER)
        stays_without_a_name(Message)
        follows_the_person(Message)
