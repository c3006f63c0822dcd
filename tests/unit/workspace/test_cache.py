"""What was found before is believed only if this user's policyc wrote it, and nothing in it can run."""

import json
from pathlib import Path

import pytest

from policyc.workspace import cache
from policyc.workspace.cache import Store, key
from policyc.workspace.examining import Examined, Finding, Slice, examine
from policyc.workspace.storing import from_data, to_data
from policylang.diagnostic import Diagnostic, Edit, Fix, Label, Level
from policylang.source import Source, Span
from tests.tidy.tracked import ROOT

SPAN = Span("a.policy", 1, 2, 3, 4)
FOUND = Finding(
    Diagnostic(
        "P701", "contradictory", Level.WARNING, "“ä” `x`", SPAN, "caption", (Label(SPAN, "there"),), ("a", "b"),
        "help", Fix("mend", (Edit(SPAN, "x"),)), "cite", "section", {"facts": {"x": [1, True, None]}}, None,
    ),
    ("case",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_secret", lambda: b"k" * 32)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def entry(store: Store, name: str) -> Path:
    assert store.folder is not None
    return store.folder / f"{name}.json"


def test_what_is_kept_comes_back(store: Store) -> None:
    name = key("a")
    assert store.get(name, Finding) is None
    store.put(name, FOUND)
    assert store.get(name, Finding) == FOUND
    assert store.get(key("b"), Finding) is None
    assert (entry(store, name).parent / ".gitignore").read_text().endswith("*\n")


def test_everything_found_in_a_real_project_survives() -> None:
    folder = ROOT / "tests" / "samples" / "sample"
    sources = tuple(Source(path.name, path.read_text()) for path in sorted(folder.glob("*.policy")))
    found = examine(Slice(sources, frozenset(source.name for source in sources)))
    assert found.vocabularies
    assert from_data(Examined, json.loads(json.dumps(to_data(found)))) == found


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-5],
        lambda data: data.replace(b"P701", b"P702"),
        lambda data: data.split(b"\n")[0] + b"\n[]",
        lambda data: b"0" * 64 + b"\n" + data.split(b"\n", 1)[1],
        lambda data: b"\x80\x04cos\nsystem\n",
        lambda data: b"\xff" * 100,
        lambda data: b"[" * 100_000,
    ],
)
def test_a_damaged_or_foreign_entry_is_as_good_as_absent(damage, store: Store) -> None:
    name = key("a")
    store.put(name, FOUND)
    path = entry(store, name)
    path.write_bytes(damage(path.read_bytes()))
    assert store.get(name, Finding) is None
    store.put(name, FOUND)
    assert store.get(name, Finding) == FOUND


def test_an_entry_under_another_name_or_of_another_user_is_not_believed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(key("a"), FOUND)
    entry(store, key("a")).rename(entry(store, key("b")))
    assert store.get(key("b"), Finding) is None
    store.put(key("a"), FOUND)
    monkeypatch.setattr(cache, "_secret", lambda: b"o" * 32)
    assert store.get(key("a"), Finding) is None


def test_signed_data_of_another_shape_are_refused(store: Store) -> None:
    store.put(key("a"), ("not", "a", "finding"))
    assert store.get(key("a"), Finding) is None
    store.put(key("a"), FOUND.diagnostic)
    assert store.get(key("a"), Finding) is None


def test_links_are_not_written_through(store: Store, tmp_path: Path) -> None:
    store.put(key("a"), FOUND)
    outside = tmp_path / "outside"
    entry(store, key("b")).symlink_to(outside)
    store.put(key("b"), FOUND)
    assert not outside.exists()


def test_what_was_used_longest_ago_goes_first_and_other_files_stay(store: Store) -> None:
    names = [key(number) for number in range(4)]
    for name in names:
        store.put(name, FOUND)
    foreign = entry(store, "notes")
    foreign.write_text("mine")
    later = Store(store.folder)
    assert later.get(names[1], Finding) == FOUND
    size = entry(store, names[0]).stat().st_size
    later.tidy(most_bytes=2 * size)
    assert [name for name in names if entry(store, name).exists()] == [names[1], names[3]]
    assert foreign.exists()


@pytest.mark.parametrize("wrong", [True, 1, "x", None, {}, [1], [[]]])
def test_data_without_the_shape_are_refused(wrong: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_data(Span, wrong)


def test_keys_tell_everything_apart() -> None:
    assert len({key("a"), key("a", "b"), key(["a"]), key(["a", "b"]), key("ab"), key("")}) == 6


def test_nothing_is_kept_without_a_folder_or_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(None).put(key("a"), FOUND)
    monkeypatch.setattr(cache, "_secret", lambda: None)
    Store(tmp_path / "kept").put(key("a"), FOUND)
    assert not (tmp_path / "kept").exists()
