"""Determine how a new atlas installs this program: a pip requirement with wheel and hash, if these are known without network access."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

WHEELS_FOLDER = "wheels"
_NAME = "rollenatlas"
_UNKNOWN = """\
# The program itself, once it is known where its wheel lies. Write one line in its place:
#   ./wheels/rollenatlas-VERSION-py3-none-any.whl --hash=sha256:DIGEST      for a file in this folder
#   rollenatlas @ https://ADDRESS/OF/THE.whl --hash=sha256:DIGEST           for one on a server
# "python -m pip hash FILE" prints the digest.
"""


class WheelError(Exception):
    """A wheel or its address can't be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Program:
    """The text of ``program.lock``, and the wheel to copy into the folder ``wheels`` beside it, if there is one."""

    lock: str
    wheel: Path | None = None


def program(given: str) -> Program:
    """Return how to install the program: from the file or address ``given`` or, if that is empty, from the source of this installation.

    Raises ``WheelError`` for a file that is not a wheel and for an address without a hash.
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
        raise WheelError(f"{path} is not a wheel: name a file that ends in .whl, or an address")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Program(f"./{WHEELS_FOLDER}/{path.name} --hash=sha256:{digest}\n", path)


def _installed_from() -> str:
    """Return the path or address of the wheel from which pip installed this program (PEP 610).

    Return an empty text if it was not a wheel, if the file no longer exists, or if the address has no hash.
    """
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
