"""What kind of data this installation holds."""

from zhibu.register.models import Installation


def holds_demo() -> bool:
    """Whether the sample street was loaded: only there are invented numbers taken."""
    return Installation.objects.filter(holds_demo=True).exists()
