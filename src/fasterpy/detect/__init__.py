"""Static detectors: a syntax tree to findings, each with its place, a reason and concrete advice."""
