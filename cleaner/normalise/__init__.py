"""Text rules: characters, line breaks, spacing, punctuation."""
