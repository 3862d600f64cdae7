"""Repeats within a page: loops, jumps back, edges read twice, overprint; gaps; and what copies tell."""

from __future__ import annotations

from cleaner.repeats.record import cut_repeats

__all__ = ["cut_repeats"]
