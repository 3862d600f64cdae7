"""Items that have nothing to do with their page: found without a model, set aside, never deleted."""

from __future__ import annotations

from cleaner.topics.aliens import mark_aliens

__all__ = ["mark_aliens"]
