"""Which readings of the source decide somebody, and which decide nobody.

A reading belongs to the policy, so each is told once: with a patient of the newest text in which it decides one
while the others are read as chosen; or with those other readings that must be turned before it does; or as proved
to change nothing in any text, however all are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.analysis.reading_words import told_alone, told_idle, told_in_company
from policyc.analysis.studied import Studied
from policyc.analysis.turning import Turned, Turning, places_of
from policyc.model.program import Policy, Reading
from policylang.diagnostic import Diagnostic
from policylang.source import Span


def find_readings(versions: Sequence[Studied]) -> Iterator[Diagnostic]:
    """One note for each modelled reading on which some version of the policy depends, as they are declared.

    `versions` are all those of one policy, adopted ones first, each group in order of time; there is at least one.
    """
    texts = [_Version(studied) for studied in _newest_first(versions)]
    policy = versions[0].policy
    for reading in policy.readings.values():
        using = [text for text in texts if reading.name in text.used]
        if reading.modelled and using:
            yield _judged(reading, using, policy)


class _Version:
    """A version and its epochs, newest first; their readings are opened when they are first asked about.

    `used` are the readings on which the text of some epoch depends.
    """

    def __init__(self, studied: Studied) -> None:
        self.name = studied.version.name
        self._subjects = tuple(reversed(studied.subjects))
        self._places = tuple(places_of(subject.epoch) for subject in self._subjects)
        self.used = frozenset[str]().union(*self._places)
        self._turnings: dict[int, Turning] = {}

    def places(self, reading: str) -> tuple[Span, ...]:
        """Where the newest epoch that depends on a reading does."""
        return next(places[reading] for places in self._places if reading in places)

    def turnings(self, reading: str) -> Iterator[Turning]:
        """The epochs whose text depends on a reading."""
        for number, (subject, places) in enumerate(zip(self._subjects, self._places, strict=True)):
            if reading in places:
                if number not in self._turnings:
                    self._turnings[number] = Turning(subject, places)
                yield self._turnings[number]


def _judged(reading: Reading, using: Sequence[_Version], policy: Policy) -> Diagnostic:
    names = [text.name for text in reversed(using)]
    found, alone = _alone(reading, using)
    if found is not None:
        return told_alone(reading, found, alone, names)
    for text in using:
        for turning in text.turnings(reading.name):
            companies = turning.companies(reading.name)
            turned = turning.patient_in(reading.name, companies[0]) if companies else None
            if turned is not None:
                return told_in_company(reading, turned, companies, text.name)
    return told_idle(reading, using[0].places(reading.name), names, policy)


def _alone(reading: Reading, using: Sequence[_Version]) -> tuple[Turned | None, list[str]]:
    """A patient of the newest text where the reading alone changes somebody, and all versions where it does."""
    found: Turned | None = None
    names = []
    for text in using:
        for turning in text.turnings(reading.name):
            turned = None if found else turning.patient_alone(reading.name)
            if turned or (found and turning.alone(reading.name)):
                found = found or turned
                names.append(text.name)
                break
    return found, list(reversed(names))


def _newest_first(versions: Sequence[Studied]) -> list[Studied]:
    adopted = [studied for studied in versions if not studied.version.draft]
    drafts = [studied for studied in versions if studied.version.draft]
    return [*reversed(adopted), *reversed(drafts)]
