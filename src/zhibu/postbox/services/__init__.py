"""Publish and withdraw pages outside; carry what waits out and what came in."""

from zhibu.postbox.services.publishing import publish, withdraw, withdraw_telling

__all__ = ["publish", "withdraw", "withdraw_telling"]
