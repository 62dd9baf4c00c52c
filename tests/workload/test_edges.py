"""Lists of edges agree with the number of vertices beside them."""

from __future__ import annotations

import ast

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder

TYPED = "edges: list[tuple[int, int]], n: int"
BODY = """
    parent = list(range(n))
    for a, b in edges:
        while parent[a] != a:
            a = parent[a]
        while parent[b] != b:
            b = parent[b]
        if a == b:
            return True
        parent[a] = b
    return False
"""


@pytest.mark.parametrize("parameters", [TYPED, "edges, n"])
def test_edges_join_vertices_that_there_are(parameters: str) -> None:
    code = Code(text=f"def cyclic({parameters}):{BODY}", kind="function", qualname="cyclic")
    with ZygoteExecutor() as executor:
        workload = CombinedWorkloadBuilder().build(code, executor, 5.0)
    made = []
    for case in workload.cases:
        if isinstance(case, ExpressionCase) and case.source in ("typed", "inferred"):
            made.append(ast.literal_eval(case.expression)[0])
    inside = [all(0 <= end < n for pair in edges for end in pair) for edges, n in made]
    assert sum(inside) >= 0.8 * len(made) >= 8
    assert any(len(edges) >= 4 and n >= 4 for edges, n in made)
