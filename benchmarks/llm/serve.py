"""A model on this machine behind the OpenAI chat API, so that other tools can use the same weights as we do.

    python -m benchmarks.llm.serve --model qwen2.5-coder-1.5b [--port 8011]
    fasterpy optimize FILE.py::NAME --model served --base-url http://127.0.0.1:8011/v1

For comparisons on one machine, not for service: it listens on 127.0.0.1, knows no keys, and answers one request after
the other (``n`` answers of one request go on at once).
"""

from __future__ import annotations

import argparse
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from fasterpy.cli.local_models import make_local_model
from fasterpy.config import load_settings
from fasterpy.errors import FasterpyError
from fasterpy.protocols import ChatModel
from fasterpy.records import ChatRequest, Message


def answer(model: ChatModel, body: dict[str, Any]) -> dict[str, Any]:
    """The completion object for a request's body."""
    stop = body.get("stop") or ()
    request = ChatRequest(
        messages=tuple(Message(role=each["role"], content=_text(each["content"])) for each in body["messages"]),
        n=int(body.get("n") or 1),
        temperature=float(body.get("temperature") or 0.0),
        top_p=float(body.get("top_p") or 1.0),
        seed=body.get("seed"),
        max_tokens=int(body.get("max_tokens") or body.get("max_completion_tokens") or 1024),
        stop=(stop,) if isinstance(stop, str) else tuple(stop),
    )
    [completions] = model.complete([request])
    prompt = max((each.prompt_tokens for each in completions), default=0)
    made = sum(each.completion_tokens for each in completions)
    choices = [
        {"index": n, "message": {"role": "assistant", "content": each.text}, "finish_reason": each.finish or "stop"}
        for n, each in enumerate(completions)
    ]
    usage = {"prompt_tokens": prompt, "completion_tokens": made, "total_tokens": prompt + made}
    return {
        "id": "0",
        "object": "chat.completion",
        "created": 0,
        "model": model.name,
        "choices": choices,
        "usage": usage,
    }


def _text(content: str | list[dict[str, str]]) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


class Handler(BaseHTTPRequestHandler):
    """One model for all requests."""

    model: ClassVar[ChatModel]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._send(200, {"object": "list", "data": [{"id": self.model.name, "object": "model"}]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            self._send(200, answer(self.model, json.loads(body)))
        except (KeyError, TypeError, ValueError) as error:
            self._send(400, {"error": {"message": f"bad request: {error}"}})
        except FasterpyError as error:
            self._send(500, {"error": {"message": str(error)}})

    def _send(self, status: int, document: dict[str, Any]) -> None:
        data = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="auto")
    parser.add_argument("--port", type=int, default=8011)
    args = parser.parse_args()
    Handler.model, _, note = make_local_model(load_settings(options={"model": args.model, "base_url": ""}))
    with ThreadingHTTPServer(("127.0.0.1", args.port), Handler) as server:
        print(f"{note}; http://127.0.0.1:{server.server_port}/v1", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("ended", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
