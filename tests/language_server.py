"""A client of the YAML language server that editors use: its diagnostics, completions and explanations for a file."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SERVER = Path(__file__).parent / "node" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


class LanguageServer:
    """A running server; ``schemas`` are patterns of file names by the path of the schema."""

    def __init__(self, process: subprocess.Popen[bytes], schemas: Mapping[Path, str]) -> None:
        self._process = process
        self._settings: dict[str, Any] = {
            "yaml": {
                "schemas": {path.as_uri(): pattern for path, pattern in schemas.items()},
                "validate": True,
                "hover": True,
                "completion": True,
                "schemaStore": {"enable": False},
            }
        }
        self._number = 0
        self._notes: deque[dict[str, Any]] = deque()
        self._ask(
            "initialize", {"processId": None, "rootUri": None, "capabilities": {"workspace": {"configuration": True}}}
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def diagnostics(self, *paths: Path, text: str | None = None) -> list[str]:
        """Open files, with ``text`` in place of their content if given, and return the server's diagnostics as "name:line: message"."""
        names = {path.as_uri(): path.name for path in paths}
        for path, uri in zip(paths, names, strict=True):  # all before reading, since the server waits before it checks
            content = path.read_text(encoding="utf-8") if text is None else text
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": content}
            self._tell("textDocument/didOpen", {"textDocument": document})
        found = []
        while names:
            note = self._notes.popleft() if self._notes else self._read()
            if note.get("method") == "textDocument/publishDiagnostics":
                name = names.pop(note["params"]["uri"], None)
                marked = note["params"]["diagnostics"] if name else ()
                found += [f"{name}:{one['range']['start']['line'] + 1}: {one['message']}" for one in marked]
        return found

    def completions(self, path: Path, line: int, column: int) -> dict[str, str]:
        """Return what the server offers at a place of an open file, with explanations; line and column are 0-based."""
        answer = self._ask("textDocument/completion", _at(path, line, column))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: _text(item.get("documentation") or "") for item in items}

    def hover(self, path: Path, line: int, column: int) -> str:
        """Return the explanation at a place of an open file; line and column are 0-based."""
        answer = self._ask("textDocument/hover", _at(path, line, column))
        return _text(answer["contents"]) if answer else ""

    def _ask(self, method: str, params: object) -> Any:
        self._number += 1
        number = self._number
        self._write({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message.get("result")
            self._notes.append(message)

    def _tell(self, method: str, params: object) -> None:
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """Return the next message; if it is a request of the server, answer it first."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line or stream.readable(), "the server has ended"
            assert self._process.poll() is None, "the server has ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            wanted = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            result = None if wanted is None else [self._settings.get(item.get("section", ""), {}) for item in wanted]
            self._write({"id": message["id"], "result": result})
        return message


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}


def _text(value: Any) -> str:
    return str(value.get("value", "") if isinstance(value, dict) else value)


@contextmanager
def language_server(schemas: Mapping[Path, str]) -> Iterator[LanguageServer]:
    """Run the server. If it is not installed, the test fails; it is never skipped."""
    node = shutil.which("node")
    if node is None or not SERVER.is_file():
        pytest.fail("no YAML language server found; make test installs it with npm")
    command = [node, str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield LanguageServer(process, schemas)
        finally:
            process.kill()
