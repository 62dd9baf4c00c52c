"""Paired measurement: is a candidate faster, by how much, and can the answer be believed?

    PairedMeasurer (measurer) ─ plan ─▶ collect ─▶ hidden ─▶ stats/sequential ─▶ Measurement
                              └ scaling, memory, cold: what else a person wants to know

``stats``, ``sequential``, ``scaling``, ``judge`` and ``result`` are pure functions of numbers; ``collect``,
``first_calls`` and ``memory`` talk to the sandbox.
"""
