"""Which files of a project have to do with each other, so that the others can be left out of account.

Files about one policy belong together, and with them the vocabularies that the policy uses. What is lost or wrong in
one such neighbourhood silences nothing in another. A file of vocabularies alone is a neighbourhood of its own
besides, since it is shared. What could not be read in a file may have been about anything that it mentions.

A neighbourhood needs little from outside: the names of other policies and of what other vocabularies declare, to
say what a mistaken name may have meant (`Elsewhere`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policylang import tree


@dataclass(frozen=True, slots=True)
class About:
    """What a file is about: policies it names, vocabularies it declares, and those that its policies use.

    `mentions` are the names in its unreadable parts, and `lost` those that these parts would have declared.
    """

    policies: frozenset[str] = frozenset()
    vocabularies: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Names of files in the order of the project: those that are its own, and the vocabularies it shares."""

    own: tuple[str, ...]
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a neighbourhood may know of the rest: its policies, and the facts of each of its vocabularies."""

    policies: frozenset[str] = frozenset()
    vocabularies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def about(file: tree.File) -> About:
    """What a file is about, as it was read."""
    named = {word.text for _, word in named_policies(file) if word is not None}
    policies = [block for block in file.blocks if isinstance(block, tree.Policy)]
    declared = [block.name.text for block in file.blocks if isinstance(block, tree.Vocabulary)]
    return About(
        frozenset(named),
        frozenset(declared),
        frozenset(word.text for policy in policies for word in policy.vocabularies),
        frozenset(name for damage in file.damages for name in (*damage.mentions, *damage.names)),
        frozenset(name for damage in file.damages for name in damage.names),
    )


def named_policies(file: tree.File) -> Iterator[tuple[tree.Node, tree.Word | None]]:
    """Every block of a file with the policy that a version, case, claim or acknowledgement there is about.

    A version says so itself; otherwise it is the nearest policy, version or `cases for` above the block in its
    file, or else the first below it. Goes through the file once, however many blocks it has.
    """
    words = [_names_policy(block) for block in file.blocks]
    nearest = next((word for word in words if word is not None), None)
    for block, word in zip(file.blocks, words, strict=True):
        nearest = word or nearest
        yield block, nearest


def neighbourhoods(files: Mapping[str, About]) -> tuple[Neighbourhood, ...]:
    """The neighbourhoods of a project, by the first of their own files."""
    links = _Links()
    policies = frozenset[str]().union(*(one.policies for one in files.values()))
    for name, one in files.items():
        named = one.policies | (one.mentions & policies)
        links.join(f"file {name}", *(f"policy {each}" for each in sorted(named)))
        # A file that holds a policy besides its vocabulary brings the policy to whoever uses the vocabulary.
        kind = "vocabulary" if one.policies else "shared vocabulary"
        links.join(f"file {name}", *(f"{kind} {each}" for each in sorted(one.vocabularies)))
    mixed_in = {each for one in files.values() if one.policies for each in one.vocabularies}
    for name, one in files.items():
        used = (one.uses | one.mentions | (one.vocabularies if not one.policies else set())) & mixed_in
        links.join(f"file {name}", *(f"vocabulary {each}" for each in sorted(used)))
    groups: dict[str, list[str]] = {}
    for name in files:
        groups.setdefault(links.find(f"file {name}"), []).append(name)
    declaring: dict[str, list[str]] = {}
    for name, one in files.items():
        for each in one.vocabularies | one.lost:
            declaring.setdefault(each, []).append(name)
    places = {name: place for place, name in enumerate(files)}
    return tuple(
        Neighbourhood(tuple(own), tuple(sorted(_shared(own, files, declaring), key=places.__getitem__)))
        for own in groups.values()
    )


def _names_policy(block: tree.Node) -> tree.Word | None:
    match block:
        case tree.Policy(id=word) | tree.CasesFor(policy=word):
            return word
        case tree.Version(policy=word):
            return word
    return None


def _shared(
    own: Sequence[str], files: Mapping[str, About], declaring: Mapping[str, Sequence[str]]
) -> set[str]:
    """The further files that declare what a group of files uses; of vocabularies alone, what they declare too."""
    wanted = frozenset[str]().union(*(files[name].uses | files[name].mentions for name in own))
    if not any(files[name].policies for name in own):
        wanted = frozenset[str]().union(*(files[name].vocabularies for name in own))
    return {name for each in wanted for name in declaring.get(each, ())} - set(own)


class _Links:
    """Things joined into groups; the group of a thing is named by its first member."""

    def __init__(self) -> None:
        self._leader: dict[str, str] = {}

    def find(self, thing: str) -> str:
        leader = thing
        while (above := self._leader.get(leader, leader)) != leader:
            leader = above
        while (above := self._leader.get(thing, thing)) != leader:
            self._leader[thing], thing = leader, above
        return leader

    def join(self, first: str, *others: str) -> None:
        for other in others:
            ends: Iterable[str] = (self.find(first), self.find(other))
            kept, gone = ends
            self._leader[gone] = kept
