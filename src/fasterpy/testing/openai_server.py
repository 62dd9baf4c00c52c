"""A real local server that speaks the OpenAI chat API and says what it is told to: for tests and demos.

    with OpenAIServer(ServerScript(answers=("```python\\nprint(1)\\n```",))) as server:
        model = OpenAIChatModel(OpenAIChatConfig(model="scripted", base_url=server.base_url))

It runs in a process of its own (``python -m fasterpy.testing.openai_server``), standard library only, on 127.0.0.1.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar

import msgspec

from fasterpy.records import Record


class Match(Record, frozen=True):
    """An answer for prompts that contain ``match``."""

    match: str
    text: str


class ServerScript(Record, frozen=True):
    """What the server does."""

    answers: tuple[str, ...] = ("",)
    """One per successful request, in order of arrival; starts over at the end."""
    matches: tuple[Match, ...] = ()
    """The first whose ``match`` is in the prompt goes before ``answers``."""
    modes: tuple[str, ...] = ("ok",)
    """What happens to request 1, 2, …; the last one goes on for ever. ``ok``, a status code such as ``401``, ``429`` or
    ``500``, ``timeout`` (no answer), ``slow`` (one byte at a time, never done), ``stall`` (half of a streamed
    answer, then nothing), ``malformed`` (broken JSON), ``html``,
    ``empty`` (JSON that is no completion), ``drop`` (the connection closes), ``refuse:NAME`` (400 while the request has
    a parameter NAME), ``cut`` (finish_reason length)."""
    key: str = ""
    """Not empty: other keys get a 401."""
    usage: bool = True
    """Whether answers carry token counts (words stand in for tokens)."""
    retry_after: str = ""
    """``Retry-After`` of errors."""
    delay_s: float = 0.0
    """Before every answer."""


class OpenAIServer:
    """Starts the server process and stops it."""

    def __init__(self, script: ServerScript) -> None:
        self._script = script
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def base_url(self) -> str:
        """To be given to a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> OpenAIServer:
        command = [sys.executable, "-m", "fasterpy.testing.openai_server"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(msgspec.json.encode(self._script) + b"\n")
        self._process.stdin.flush()
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._process
        if process is not None and process.stdin and process.stdout:
            process.stdin.close()  # the server ends with its standard input, so it never outlives its parent
            process.kill()
            process.wait()
            process.stdout.close()

    def seen(self) -> list[dict[str, Any]]:
        """The requests so far: body, mode, most concurrent at that time, and whether the key was right."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/seen")
            seen: list[dict[str, Any]] = json.loads(connection.getresponse().read())
            return seen
        finally:
            connection.close()


class _Handler(BaseHTTPRequestHandler):
    script: ClassVar[ServerScript]
    seen: ClassVar[list[dict[str, Any]]] = []
    lock: ClassVar[threading.Lock] = threading.Lock()
    active: ClassVar[int] = 0
    answered: ClassVar[int] = 0
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        if self.path == "/seen":
            with self.lock:
                self._json(200, self.seen)
        else:
            self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        key = self.headers.get("authorization", "").removeprefix("Bearer ")
        with self.lock:
            modes = self.script.modes
            mode = modes[min(len(self.seen), len(modes) - 1)]
            type(self).active += 1
            right = not self.script.key or key == self.script.key
            self.seen.append({"body": body, "mode": mode, "active": self.active, "key_ok": right, "path": self.path})
        try:
            time.sleep(self.script.delay_s)
            self._answer(body, mode if right else "401")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with self.lock:
                type(self).active -= 1

    def _answer(self, body: dict[str, Any], mode: str) -> None:
        if not self.path.endswith("/chat/completions"):
            mode = "404"
        kind, _, name = mode.partition(":")
        if kind == "refuse" and name in body:
            error = {"message": f"Unsupported parameter: '{name}' is not supported with this model.", "param": name}
            self._json(400, {"error": {**error, "type": "invalid_request_error", "code": "unsupported_parameter"}})
        elif kind.isdigit():
            key = self.headers.get("authorization", "").removeprefix("Bearer ")
            self._json(int(kind), {"error": {"message": f"scripted failure {kind}, key {key}", "type": "scripted"}})
        elif kind == "timeout":
            time.sleep(3600)
        elif kind == "slow":
            self._head(200, "application/json", None)
            while True:
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.02)
        elif kind == "malformed":
            self._bytes(200, b'{"choices": [{"message": {"content": "half', "application/json")
        elif kind == "html":
            self._bytes(200, b"<html><body>Welcome</body></html>", "text/html")
        elif kind == "empty":
            self._json(200, {"hello": "world"})
        elif kind == "drop":
            self.close_connection = True
            self.connection.close()
        else:
            self._complete(body, "length" if kind == "cut" else "stop", stall=kind == "stall")

    def _complete(self, body: dict[str, Any], finish: str, stall: bool = False) -> None:
        prompt = "\n".join(str(message.get("content", "")) for message in body.get("messages", []))
        text = next((match.text for match in self.script.matches if match.match in prompt), None)
        if text is None:
            with self.lock:
                text = self.script.answers[self.answered % len(self.script.answers)]
                type(self).answered += 1
        counts = {"prompt_tokens": len(prompt.split()), "completion_tokens": len(text.split())}
        usage = {**counts, "total_tokens": sum(counts.values())}
        head = {"id": "chatcmpl-1", "created": 0, "model": body.get("model", "scripted")}
        if not body.get("stream"):
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": finish}
            answer: dict[str, Any] = {**head, "object": "chat.completion", "choices": [choice]}
            self._json(200, {**answer, "usage": usage} if self.script.usage else answer)
            return
        self._head(200, "text/event-stream", None)
        chunk = {**head, "object": "chat.completion.chunk"}
        for start in range(0, len(text) // 2 if stall else len(text), 16):
            delta = {"content": text[start : start + 16]}
            self._event({**chunk, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
        if stall:
            time.sleep(3600)
        self._event({**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        if self.script.usage and body.get("stream_options", {}).get("include_usage"):
            self._event({**chunk, "choices": [], "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")
        self.wfile.flush()

    def _event(self, data: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(data).encode() + b"\n\n")
        self.wfile.flush()

    def _json(self, status: int, data: Any) -> None:
        self._bytes(status, json.dumps(data).encode(), "application/json")

    def _bytes(self, status: int, data: bytes, kind: str) -> None:
        self._head(status, kind, len(data))
        self.wfile.write(data)

    def _head(self, status: int, kind: str, length: int | None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        if status >= 400 and self.script.retry_after:
            self.send_header("retry-after", self.script.retry_after)
        if length is None:
            self.send_header("connection", "close")
            self.close_connection = True
        else:
            self.send_header("content-length", str(length))
        self.end_headers()


def main() -> None:
    """Reads a ``ServerScript`` as one line of JSON, writes its port, and serves until standard input ends."""
    _Handler.script = msgspec.json.decode(sys.stdin.buffer.readline(), type=ServerScript)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
