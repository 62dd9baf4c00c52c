"""Runs foreign code: a fresh process per run, inside layers that are set up once (`docs/sandbox.md`).

``executor.ZygoteExecutor`` is the way in; ``child/`` is what runs beside foreign code: standard library and msgspec.
"""
