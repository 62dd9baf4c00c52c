"""Candidates from a language model (paper §4.5): prompt, answer, code out of the answer."""

from fasterpy.generate.llm.extract import Extracted, extract
from fasterpy.generate.llm.generator import LLMConfig, LLMGenerator
from fasterpy.generate.llm.openai_chat import OpenAIChatConfig, OpenAIChatModel
from fasterpy.generate.llm.retry import RetryPolicy
from fasterpy.generate.llm.usage import Budget, Price

__all__ = [
    "Budget",
    "Extracted",
    "LLMConfig",
    "LLMGenerator",
    "OpenAIChatConfig",
    "OpenAIChatModel",
    "Price",
    "RetryPolicy",
    "extract",
]
