"""Where the templates lie (beside the package in a checkout, inside it when installed) and where compiled ones are kept."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache


def templates_folder() -> Path:
    """Folder of page templates, interface strings and theme overrides."""
    package = Path(__file__).resolve().parent
    inside = package / "site_templates"
    return inside if inside.is_dir() else package.parent / "site_templates"


def default_settings() -> Path:
    """Configuration of MkDocs for projects that have none: the one of this repository, which the wheel carries too."""
    package = Path(__file__).resolve().parent
    inside = package / "mkdocs.yml"
    return inside if inside.is_file() else package.parent / "mkdocs.yml"


def compiled_templates(name: str) -> BytecodeCache | None:
    """Cache of compiled templates in a folder that only this user may write, or ``None`` where there is none.

    ``name`` tells environments apart that compile differently. Compiling takes a third of a second, which most runs can save.
    """
    try:
        return FileSystemBytecodeCache(pattern=f"rollenatlas-{name}-%s.cache")
    except (OSError, RuntimeError):  # RuntimeError: Jinja2 found the folder to be somebody else's
        return None
