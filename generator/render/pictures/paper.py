"""Size of a picture in pixels, and in ``em`` so that the picture grows with the reader's type size."""

from __future__ import annotations

from dataclasses import dataclass

_EM = 16


@dataclass(frozen=True, slots=True)
class Paper:
    """Size at which a picture is drawn, in pixels."""

    width: int
    height: int

    @property
    def view_box(self) -> str:
        """The SVG attribute ``viewBox``."""
        return f"0 0 {self.width} {self.height}"

    @property
    def size(self) -> tuple[str, str]:
        """Width and height in em."""
        return f"{self.width / _EM:g}em", f"{self.height / _EM:g}em"


def paper(width: float, height: float) -> Paper:
    """Return paper of at least this size, rounded up to whole pixels."""
    return Paper(-int(-width // 1), -int(-height // 1))
