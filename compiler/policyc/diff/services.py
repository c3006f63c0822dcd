"""Which services of two policies are the same: by name, else by code.

Payers name services as they like, but a code of one system means one service.
"""

from __future__ import annotations

from policyc.model.program import Policy


def same_services(old: Policy, new: Policy) -> dict[str, str]:
    """Old name -> new name of services that have the same codes under two names, where that is unambiguous."""
    if old.services is new.services:
        return {}
    free = [service for service in new.services.values() if service.name not in old.services]
    names = {}
    for service in old.services.values():
        codes = (service.system, set(service.codes))
        same = [other for other in free if service.codes and (other.system, set(other.codes)) == codes]
        if service.name not in new.services and len(same) == 1:
            names[service.name] = same[0].name
            free.remove(same[0])
    return names
