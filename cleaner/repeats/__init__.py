"""Repeats within a page: loops, jumps back, edges read twice, overprint; gaps; and what copies tell."""

from __future__ import annotations

from cleaner.repeats.record import cut_repeats, mark_cut_offs, settle_gaps

__all__ = ["cut_repeats", "mark_cut_offs", "settle_gaps"]
