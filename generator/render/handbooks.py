"""Names of the PDFs, which pages link to and the press writes."""

from __future__ import annotations

FOLDER = "handbook"
"""Lies beside the languages' folders."""


def handbook_name(language: str) -> str:
    """File of the handbook in a language."""
    return f"handbook-{language}.pdf"


def profile_name(role: str, language: str) -> str:
    """File of a role's profile in a language."""
    return f"profile-{role}-{language}.pdf"
