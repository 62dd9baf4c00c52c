"""Rewrite rules: one small module per rule in a family's folder, found there; see docs/contributing-rules.md."""
