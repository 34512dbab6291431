"""How a new atlas installs this program: a line for pip with the wheel and its hash, as far as they are known without a network."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

FOLDER = "wheels"
_NAME = "rollenatlas"
_UNKNOWN = """\
# The program itself, once it is known where its wheel lies. Write one line in its place:
#   ./wheels/rollenatlas-VERSION-py3-none-any.whl --hash=sha256:DIGEST      for a file in this folder
#   rollenatlas @ https://ADDRESS/OF/THE.whl --hash=sha256:DIGEST           for one on a server
# "python -m pip hash FILE" prints the digest.
"""


class WheelError(Exception):
    """A wheel can't be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Program:
    """What ``program.lock`` says, and the wheel that is copied beside it."""

    lock: str
    wheel: Path | None = None


def program(given: str) -> Program:
    """Say how to install the program: from a file or address, or by default from where this installation came.

    Raises ``WheelError`` for what is no wheel, and for an address without a hash.
    """
    if not given:
        given = _installed_from()
    if not given:
        return Program(_UNKNOWN)
    if re.match(r"https?://", given):
        address, _, digest = given.partition("#sha256=")
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise WheelError(f"{address} has no hash; write #sha256= and its digest behind the address")
        return Program(f"{_NAME} @ {address} --hash=sha256:{digest}\n")
    path = Path(given)
    if not path.is_file() or path.suffix != ".whl":
        raise WheelError(f"{path} is no wheel: name a file that ends in .whl, or an address")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Program(f"./{FOLDER}/{path.name} --hash=sha256:{digest}\n", path)


def _installed_from() -> str:
    """Where pip got the wheel of this installation (PEP 610); empty where it was none, or none that still lies there."""
    try:
        found = json.loads(distribution(_NAME).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    url, parts = str(found.get("url", "")), urlsplit(str(found.get("url", "")))
    if "archive_info" not in found or not parts.path.endswith(".whl"):
        return ""
    if parts.scheme == "file":
        path = Path(url2pathname(unquote(parts.path)))
        return str(path) if path.is_file() else ""
    digest = found["archive_info"].get("hashes", {}).get("sha256", "")
    return f"{url}#sha256={digest}" if digest else ""
