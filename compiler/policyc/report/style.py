"""Colour for the terminal, or none. Colour never carries meaning alone: every word stands without it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Wraps words in ANSI codes when `colour` is on, else gives them back as they are."""

    colour: bool = False

    def bold(self, text: str) -> str:
        """Bold."""
        return self._wrap("1", text)

    def faint(self, text: str) -> str:
        """Faint."""
        return self._wrap("2", text)

    def red(self, text: str) -> str:
        """Bold red: errors, adverse outcomes."""
        return self._wrap("1;31", text)

    def yellow(self, text: str) -> str:
        """Bold yellow: warnings, open outcomes."""
        return self._wrap("1;33", text)

    def green(self, text: str) -> str:
        """Bold green: favourable outcomes."""
        return self._wrap("1;32", text)

    def blue(self, text: str) -> str:
        """Bold blue: places."""
        return self._wrap("1;34", text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Style()
