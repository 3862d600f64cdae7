"""Many pages: fingerprints, near-duplicates, the index (the extra `cleaner[archive]`)."""
