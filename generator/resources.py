"""Where the templates lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path


def templates_folder() -> Path:
    """Return the folder of page templates, interface strings and theme overrides."""
    package = Path(__file__).resolve().parent
    inside = package / "site_templates"
    return inside if inside.is_dir() else package.parent / "site_templates"


def default_settings() -> Path:
    """Return the MkDocs configuration for projects that have none: the one of this repository, which the wheel contains too."""
    package = Path(__file__).resolve().parent
    inside = package / "mkdocs.yml"
    return inside if inside.is_file() else package.parent / "mkdocs.yml"
