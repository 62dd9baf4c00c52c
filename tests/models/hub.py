"""A small hub in a thread: listings, files with ranges, and connections that break."""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class SmallHub:
    """Serves ``files`` of one repository ``owner/name``. ``breaks``: so many answers end after half of their bytes;
    ``fails``: before that so many are 503; ``sized``: whether listings and 416 tell sizes."""

    def __init__(
        self, files: dict[str, bytes], breaks: int = 0, ranges: bool = True, fails: int = 0, sized: bool = True
    ) -> None:
        self.files, self.breaks, self.ranges, self.fails, self.sized = files, breaks, ranges, fails, sized
        self.asked: list[tuple[str, str]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.answer(self)

            def log_message(self, *args: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> SmallHub:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        start = request.headers.get("Range", "")
        self.asked.append((request.path, start))
        if request.path.startswith("/api/models/owner/name"):
            siblings = [
                {"rfilename": name, "size": len(data), "lfs": {"sha256": hashlib.sha256(data).hexdigest()}}
                for name, data in self.files.items()
            ]
            body = json.dumps({"siblings": siblings, "cardData": {"license": "apache-2.0"}}).encode()
            self._send(request, 200, body, len(body))
            return
        data = self.files.get(request.path.rpartition("/")[2])
        if data is None or not request.path.startswith("/owner/name/resolve/main/"):
            self._send(request, 404, b"", 0)
            return
        if self.fails > 0:
            self.fails -= 1
            self._send(request, 503, b"", 0)
            return
        first = int(start.removeprefix("bytes=").rstrip("-") or 0) if self.ranges else 0
        if first >= len(data) > 0:
            self._send(request, 416, b"", 0, f"bytes */{len(data)}" if self.sized else "")
            return
        rest = data[first:]
        broken = self.breaks > 0
        self.breaks -= broken
        self._send(request, 206 if first else 200, rest[: len(rest) // 2] if broken else rest, len(rest))

    @staticmethod
    def _send(request: BaseHTTPRequestHandler, status: int, body: bytes, length: int, range_: str = "") -> None:
        request.send_response(status)
        if range_:
            request.send_header("Content-Range", range_)
        request.send_header("Content-Length", str(length))
        request.end_headers()
        request.wfile.write(body)
        request.close_connection = True
