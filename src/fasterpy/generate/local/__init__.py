"""Language models inside this process: one ``ChatModel`` over several engines, each imported when it is used."""

from fasterpy.generate.local.chat import LocalChatModel
from fasterpy.generate.local.config import EngineConfig
from fasterpy.generate.local.engine import Answer, Ask, Engine
from fasterpy.generate.local.gate import Gate
from fasterpy.generate.local.pick import Choice, pick, split_spec

__all__ = ["Answer", "Ask", "Choice", "Engine", "EngineConfig", "Gate", "LocalChatModel", "pick", "split_spec"]
