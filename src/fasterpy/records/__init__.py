"""Frozen records that the stages exchange. Data walks one way, through these types and nothing else.

Source ─ preprocess ─▶ CleanedCode ─ retrieve ─▶ Suggestion ─ generate ─▶ Candidate
       ─ verify ─▶ Verdict ─ measure ─▶ Measurement ─ report
Case (one input) and Job/Observation, Timing (one run in the sandbox) are what workload, sandbox, verify and measure
share. A speedup is always a ratio, original time / candidate time; above 1 is a gain.
"""

from fasterpy.records.advice import Finding, KnowledgeEntry, KnowledgeFilter, KnowledgeHit, StoreInfo, Suggestion
from fasterpy.records.base import Record
from fasterpy.records.candidates import Candidate, Exemplar, GenerationRequest
from fasterpy.records.cases import Case, ExpressionCase, GeneratorCase, PickleCase, StdinCase
from fasterpy.records.chat import ChatRequest, Completion, Message, Usage, total
from fasterpy.records.measurement import Interval, Measurement, Memory, Scaling, SizePoint
from fasterpy.records.outcome import Result, Reuse, SearchOutcome, SearchTask, Trial
from fasterpy.records.runs import Job, LayerStatus, Limits, Observation, Portrait, Status, Timing, TimingJob
from fasterpy.records.source import CleanedCode, Code, Source
from fasterpy.records.verdict import Counterexample, InputSummary, Strength, Verdict
from fasterpy.records.workload import Workload

__all__ = [
    "Candidate",
    "Case",
    "ChatRequest",
    "CleanedCode",
    "Code",
    "Completion",
    "Counterexample",
    "Exemplar",
    "ExpressionCase",
    "Finding",
    "GenerationRequest",
    "GeneratorCase",
    "InputSummary",
    "Interval",
    "Job",
    "KnowledgeEntry",
    "KnowledgeFilter",
    "KnowledgeHit",
    "LayerStatus",
    "Limits",
    "Measurement",
    "Memory",
    "Message",
    "Observation",
    "PickleCase",
    "Portrait",
    "Record",
    "Result",
    "Reuse",
    "Scaling",
    "SearchOutcome",
    "SearchTask",
    "SizePoint",
    "Source",
    "Status",
    "StdinCase",
    "StoreInfo",
    "Strength",
    "Suggestion",
    "Timing",
    "TimingJob",
    "Trial",
    "Usage",
    "Verdict",
    "Workload",
    "total",
]
