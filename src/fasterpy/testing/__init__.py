"""Deterministic fakes for tests and demos; nothing here is used when real work is done."""
