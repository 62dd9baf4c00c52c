"""The server over a local model speaks what our own client of OpenAI-compatible servers understands."""

from __future__ import annotations

import threading
from http.server import ThreadingHTTPServer

from benchmarks.llm.serve import Handler

from fasterpy.generate.llm import OpenAIChatConfig, OpenAIChatModel
from fasterpy.records import ChatRequest, Message
from fasterpy.testing.scripted import ScriptedChatModel


def test_our_client_is_served() -> None:
    scripted = ScriptedChatModel(lambda request, sample: f"{request.messages[-1].content} {sample}")
    handler = type("Scripted", (Handler,), {"model": scripted, "log_message": lambda *args: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        client = OpenAIChatModel(OpenAIChatConfig(model="m", base_url=f"http://127.0.0.1:{server.server_port}/v1"))
        request = ChatRequest(messages=(Message(role="user", content="hi"),), n=2, max_tokens=7, seed=3, stop=("x",))
        [answers] = client.complete([request])
        server.shutdown()
    assert sorted(each.text for each in answers) in (["hi 0", "hi 1"], ["hi 0", "hi 0"])  # n=2, or two requests
    assert scripted.requests[0].max_tokens == 7 and scripted.requests[0].stop == ("x",)
