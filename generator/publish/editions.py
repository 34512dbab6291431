"""What one run of MkDocs builds: which language, where to, and in which edition. Passed to child processes by environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CONTENT = "ROLLENATLAS_CONTENT"
"""Names another content folder than mkdocs.yml does."""
HANDBOOK = "ROLLENATLAS_HANDBOOK"
"""Set to "true" to set the PDFs too, which takes longer than all pages."""
_LANGUAGE, _STAGE, _EDITION = "ROLLENATLAS_LANGUAGE", "ROLLENATLAS_STAGE", "ROLLENATLAS_EDITION"


class Edition(StrEnum):
    """The two ways to read the atlas."""

    WEB = "web"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Job:
    """One language to build into ``stage``; in a child process ``stage`` is given, in the first process it is made up there."""

    language: str
    stage: Path
    edition: Edition

    def start(self, config_file: str, *, strict: bool) -> subprocess.Popen[str]:
        """Start MkDocs for this job in a process of its own; its output is read when it ends."""
        environment = {
            **os.environ,
            **edition_environment(self.edition),
            _LANGUAGE: self.language,
            _STAGE: str(self.stage),
        }
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config_file]
        command.append("--strict" if strict else "--no-strict")
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def child_job() -> Job | None:
    """The job that a parent process gave to this one, if any."""
    if _LANGUAGE not in os.environ:
        return None
    return Job(os.environ[_LANGUAGE], Path(os.environ[_STAGE]), current_edition())


def current_edition() -> Edition:
    """Edition asked for by the environment; the web edition by default."""
    return Edition(os.environ.get(_EDITION, Edition.WEB))


def edition_environment(edition: Edition) -> dict[str, str]:
    """Environment that selects an edition."""
    return {_EDITION: edition}
