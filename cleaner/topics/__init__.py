"""Off-topic articles and fragments."""
