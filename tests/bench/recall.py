"""`make recall`: known defects of every kind planted in clean policies of all sizes: how many are found?

Every clean policy is certified by z3 before anything is planted in it, and every defect is confirmed by z3 before
it counts. Promised: all found, nothing besides, and nothing said of the clean policies. Exit code 1 otherwise. A number
after `recall.py` multiplies the policies of each size.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.mutants.clean import clean_policy
from tests.mutants.defects import KINDS, plant
from tests.mutants.draft import PolicyDraft, written
from tests.mutants.evidence import Evidence
from tests.mutants.recall import NO_DEFECT, Told, clean_text, policy_of, score, told_of

POLICIES = {5: 10, 15: 4, 40: 1, 100: 1}
"""How many clean policies of each number of criteria."""


@dataclass
class Tally:
    """What was planted and found, by kind; what was said besides; and what was said of the clean policies."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    besides: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    missed: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    false_alarms: list[str] = field(default_factory=list)
    clean: Counter[int] = field(default_factory=Counter)

    @property
    def kept(self) -> bool:
        """Whether everything was found, and nothing said without reason."""
        return self.planted == self.found and not self.false_alarms and not any(self.besides.values())


def main() -> int:
    """Print a line for each kind, then what was missed and what was said without reason."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tally, begin = Tally(), time.perf_counter()
    for size, number in POLICIES.items():
        for seed in range(number * times):
            measure(tally, size, seed)
        print(
            f"{number * times} policies of about {size} criteria, {time.perf_counter() - begin:,.0f} s",
            flush=True,
        )
    print(*rows(tally), sep="\n")
    return 0 if tally.kept else 1


def measure(tally: Tally, size: int, seed: int) -> None:
    """One clean policy, and every defect it has a place for."""
    draft = clean_policy(seed, size)
    original = told_of(clean_text(draft))
    tally.clean[size] += 1
    alarms = [each for each in original if each.code not in NO_DEFECT]
    tally.false_alarms += [f"{size}/{seed}: {each.code} {each.headline}" for each in alarms]
    for kind in KINDS:
        _measure_kind(tally, kind, draft, original, f"{size}/{seed}")


def _measure_kind(tally: Tally, kind: str, draft: PolicyDraft, original: list[Told], place: str) -> None:
    planted = plant(kind, draft, place)
    if planted is None:
        return
    text = written(planted.draft)
    if not planted.confirm(Evidence(policy_of(text))):
        raise AssertionError(
            f"{kind} in {place} has no effect: the benchmark would count a miss that is none"
        )
    told = score(planted, told_of(text), original)
    tally.planted[kind] += 1
    tally.found[kind] += told.found
    if not told.found:
        tally.missed[kind].append(f"{place}: {', '.join(planted.codes)} at {', '.join(planted.at)}")
    tally.besides[kind] += [f"{place}: {each.code} {each.headline}" for each in told.extra]


def rows(tally: Tally) -> Iterator[str]:
    """The table."""
    for kind in KINDS:
        planted, found = tally.planted[kind], tally.found[kind]
        yield f"{kind.replace('_', ' '):<34} found {found:>3} of {planted:>3}   besides {len(tally.besides[kind])}"
    planted, found = tally.planted.total(), tally.found.total()
    share = 100 * found / planted if planted else 0
    besides = sum(map(len, tally.besides.values()))
    clean = ", ".join(f"{number} of about {size}" for size, number in tally.clean.items())
    yield f"all kinds: found {found} of {planted} ({share:.1f} %, promised 100 %), besides {besides} (promised none)"
    yield f"clean policies ({clean} criteria): {len(tally.false_alarms)} false alarms (promised none)"
    for what, told in (("missed", tally.missed), ("besides", tally.besides)):
        yield from (f"{what}: {kind}, {each}" for kind, some in told.items() for each in some)
    yield from (f"false alarm: {each}" for each in tally.false_alarms)


if __name__ == "__main__":
    sys.exit(main())
