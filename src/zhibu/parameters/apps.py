"""The app of local parameters; tells the trail how to find and name its subjects."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    """Named for its tables."""

    name = "zhibu.parameters"
    label = "parameters"
    verbose_name = "本地参数"

    def ready(self) -> None:
        """Proposals and values are subjects of the trail, with words for what they hold."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.parameters import subjects  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        for kind, (model, what) in subjects.SUBJECTS.items():
            register(kind, subjects.paths_of(model))
            name_by(kind, subjects.names_of(model, what))
            told.teach(model._meta.db_table, "parameter", subjects.says)
        told.teach("parameters_parameterproposal", "state", subjects.state_word)
