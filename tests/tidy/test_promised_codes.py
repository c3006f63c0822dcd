"""Each mistake that the language promises to tell has a code of its own, in the registry and with a page."""

from policylang.codes import NAMES
from tests.tidy.tracked import ROOT

PROMISED = {
    "a missing colon": "missing-colon",
    "a wrong indent": "wrong-indent",
    "a tab": "tab",
    "an unclosed string": "unclosed-string",
    "a bare until": "bare-until",
    "a misspelt word": "misspelt-keyword",
    "a reserved word": "reserved-word",
    "a list item without its dash": "missing-dash",
    "a connective between items": "connective-between-items",
    "nesting beyond the limit": "nested-too-deeply",
    "an unknown name": "unknown-name",
    "a duplicate name": "duplicate-name",
    "a name that is never used": "unused-name",
    "a wrong type": "wrong-type",
    "a wrong unit": "wrong-unit",
    "a threshold outside the range": "out-of-range",
    "a value that does not exist": "unknown-value",
    "a wrong checksum of items": "wrong-count",
    "more wanted than there are": "impossible-count",
    "a reference cycle": "reference-cycle",
    "a reference to what is not in force": "not-in-force",
    "a gap between versions": "version-gap",
    "an overlap of versions": "version-overlap",
    "a gap between dated twins": "twin-gap",
    "an overlap of dated twins": "twin-overlap",
    "a date on no calendar": "impossible-date",
    "dates in the wrong order": "empty-interval",
    "approval after effect": "approval-after-effect",
    "notice not kept": "notice-not-kept",
    "notice that cannot be verified": "notice-unverifiable",
    "a service that nothing recommends": "unsupported-service",
    "weeks against months": "order-depends-on-date",
    "a case whose facts clash": "contradictory-case",
    "an acknowledgement that silences nothing": "unused-acknowledgement",
    "bad bytes": "not-utf-8",
    "a file that is too large": "file-too-large",
    "a directory": "not-a-file",
    "a missing file": "file-not-found",
    "a symlink loop": "unreadable-file",
    "a vocabulary outside the project": "vocabulary-path",
}


def test_each_promised_mistake_has_a_code_of_its_own() -> None:
    missing = sorted(set(PROMISED.values()) - NAMES.keys())
    assert not missing
    assert len(set(PROMISED.values())) == len(PROMISED)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "diagnostics").glob("*.md")} - {"README"}
    assert pages == set(NAMES)
