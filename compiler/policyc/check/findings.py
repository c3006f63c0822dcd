"""Where the passes of the checker put what they find.

One mistake is told once: the same finding in several epochs of a version is one finding, and nothing is said
about a name whose declaration could not be read, since that was said already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyc.check.missing_vocabularies import ProjectFacts
from policyc.check.suggestions import replacement, suggestion
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic, Fix, Label
from policylang.keywords import PLACEHOLDERS
from policylang.source import Span

# Looking for the nearest name takes time, and nobody reads this many suggestions.
MOST_SUGGESTIONS = 50

# Names that the reader put where one is missing: none is offered, and what is unknown may be the missing one.
MADE_UP = frozenset(PLACEHOLDERS.values())


@dataclass(slots=True)
class Findings:
    """The diagnostics found so far, and the names that are better not mentioned.

    `unreadable` are the names that lost parts would have declared, `damages` the places of those parts, `project`
    the facts that a policy would know if it named their vocabulary.
    """

    unreadable: frozenset[str] = frozenset()
    damages: tuple[Span, ...] = ()
    found: list[Diagnostic] = field(default_factory=list)
    project: ProjectFacts = field(default_factory=ProjectFacts)
    _told: set[tuple[str, Span | None, str]] = field(default_factory=set)
    _files: set[tuple[str, str]] = field(default_factory=set)
    _broken: set[str] = field(default_factory=set)
    _meant: set[str] = field(default_factory=set)
    _suggested: int = 0

    def add(
        self,
        name: str,
        headline: str,
        span: Span | None,
        *,
        labels: Sequence[Label] = (),
        fix: Fix | None = None,
        **words: str,
    ) -> None:
        """Report one finding, unless it was told before; `words` are its caption and help."""
        key = (name, span, headline)
        if key in self._told:
            return
        self._told.add(key)
        self.found.append(diagnostic(name, headline, span, labels=tuple(labels), fix=fix, **words))

    @property
    def damaged(self) -> bool:
        """Whether any part of any file could not be read; then absence proves nothing."""
        return bool(self.damages)

    def damaged_in(self, source: str) -> bool:
        """Whether a part of one file could not be read; what is missing from it may have stood there."""
        return any(span.source == source for span in self.damages)

    def damaged_at(self, span: Span) -> bool:
        """Whether a part of a line could not be read."""
        return any(
            lost.source == span.source and lost.line <= span.end_line and span.line <= lost.end_line
            for lost in self.damages
        )

    def is_first_in(self, name: str, source: str) -> bool:
        """Whether a finding that one file gives once was not asked about before for this file."""
        first = (name, source) not in self._files
        self._files.add((name, source))
        return first

    def forget(self, found: Diagnostic) -> None:
        """Let a finding be told again at its place, since this one was put in another."""
        self._told.discard((found.name, found.span, found.headline))

    def adopt(self, other: Findings) -> None:
        """Report what was found elsewhere."""
        for one in other.found:
            key = (one.name, one.span, one.headline)
            if key not in self._told:
                self._told.add(key)
                self.found.append(one)

    def mark_broken(self, name: str) -> None:
        """Say nothing more about a name: its declaration was already found to be wrong."""
        self._broken.add(name)

    def is_silent_about(self, name: str) -> bool:
        """Whether the declaration of a name was damaged or wrong, so that its uses are not to blame."""
        return name in self.unreadable or name in self._broken

    @property
    def meant(self) -> frozenset[str]:
        """The names that misspelt ones were probably meant to be."""
        return frozenset(self._meant - {""})

    def is_meant(self, name: str) -> bool:
        """Whether a misspelt name was probably meant to be this one, which is then not unused besides."""
        return name in self._meant

    def unknown(
        self, kind: str, name: str, span: Span | None, known: Iterable[str], next_step: str = ""
    ) -> None:
        """Report a name that nothing declares, with the nearest declared ones."""
        if self.is_silent_about(name):
            return
        declared = set(known)
        names = sorted(declared - MADE_UP) if self._suggested < MOST_SUGGESTIONS else []
        meant = suggestion(name, names)
        if not meant and MADE_UP & self.unreadable & declared:
            return
        self._suggested += 1
        self._meant.add(meant)
        self.add(
            "unknown-name",
            f"there is no {kind} `{name}`",
            span,
            caption="declared nowhere",
            help=f"did you mean {meant}?" if meant else next_step or listed(names),
            # A label one letter off is another criterion: it may be asked about, never written by a machine.
            fix=replacement(span, meant) if meant and not name[:1].isupper() else None,
        )


def listed(names: Sequence[str]) -> str:
    """A help line with what can be named there."""
    if not names:
        return "declare it, or correct the name"
    shown = ", ".join(names[:8])
    return f"declared here: {shown}" + (f", and {len(names) - 8} more" if len(names) > 8 else "")
