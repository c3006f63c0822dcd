"""Edits of the services that can be requested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, Site, TextEdit
from policyc.diff.edits.wording import Owner, edit_of
from policyc.model.program import Service


def service_edits(texts: Texts) -> Iterator[TextEdit]:
    """By name, in the order of the new policy, what is gone last."""
    old, new = texts.old.policy.services, texts.new.policy.services
    if old is new:
        return
    for before_name, name in texts.names.services.items():
        sites = replace(_site(old[name]), path=before_name), _site(new[name])
        yield edit_of(EditKind.RENUMBERED, _owner(new[name]), f"was called {before_name}", *sites, False)
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name), new.get(name)
        if after is None and before is not None:
            words = f"can no longer be requested ({codes(before)})"
            yield edit_of(EditKind.SERVICE, _owner(before), words, old=_site(before))
        elif before is None and after is not None:
            words = f"can now be requested ({codes(after)})"
            yield edit_of(EditKind.SERVICE, _owner(after), words, new=_site(after))
        elif before is not None and after is not None:
            yield from _changed(before, after)


def codes(service: Service) -> str:
    """`CPT 72148, 72149`."""
    return f"{service.system} {', '.join(service.codes)}".strip()


def _changed(old: Service, new: Service) -> Iterator[TextEdit]:
    sites = _site(old), _site(new)
    if (old.system, old.codes) != (new.system, new.codes):
        words = f"means {codes(new)}, before {codes(old)}"
        yield edit_of(EditKind.SERVICE, _owner(new), words, *sites)
    if old.label != new.label:
        words = f"labelled “{new.label}”, before “{old.label}”"
        yield edit_of(EditKind.REWORDED, _owner(new), words, *sites, meaning=False)


def _owner(service: Service) -> Owner:
    return Owner("service", service.name, service.label)


def _site(service: Service) -> Site:
    return Site(service.name, service.span)
