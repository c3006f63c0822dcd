"""What is written for one text: the patients known, the cases written, and what nobody shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from policyc.model.program import Epoch
from policyc.report.missing_cases import MissingCase, NotShown
from policyc.testing.changing import closed_by_normal
from policyc.testing.missing.search import Nobody, Pair, Search
from policyc.testing.missing.shown import Pool, Shown
from policyc.testing.missing.writing import Titles, written
from policyc.testing.plain import without_unasked


@dataclass(slots=True)
class Sheet:
    """One text, and what was written for it."""

    epoch: Epoch
    pool: Pool
    search: Search
    titles: Titles
    asked: frozenset[str]
    cases: list[MissingCase] = field(default_factory=list)
    not_shown: list[NotShown] = field(default_factory=list)

    def write(self, one: Shown, title: str, shows: str) -> None:
        """Write a case, unless it is there."""
        if self.pool.add(one):
            case = one.case if one.case.nothing_else else closed_by_normal(one.closed, self.epoch.policy)
            plain = replace(one, case=without_unasked(case, self.asked))
            self.cases.append(written(plain, self.titles.new(title), shows))

    def write_pair(self, pair: Pair, titles: tuple[str, str], shows: str) -> None:
        """Write both cases."""
        for one, title in zip(pair, titles, strict=True):
            self.write(one, title, shows)

    def nobody(self, shows: str, words: str, answer: Nobody) -> None:
        """Say that nobody shows it, and whether that is proved."""
        self.not_shown.append(NotShown(shows, words, answer.proved, answer.reason, answer.limit))
