"""The PIE benchmark program (paper §5.5, §5.7, §6): read, filter, check, time, tabulate.

    read ─▶ Task ─ worker: correctness ─▶ timing ─▶ Row (one per program, JSON lines) ─ metrics ─▶ Table ─ output

Test cases are for scoring only: nothing here hands them to an optimizer.
"""
