"""A service as a reviewer names it on a command line: by its name, its group, or its billing code."""

from __future__ import annotations

from policyc.model.program import Policy, Service
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic

MOST_SERVICES = 8


def read_request(text: str, policy: Policy) -> str | Diagnostic:
    """The name that `contrast`, `72158` or `CPT 72158` stands for; a code that several services have is told."""
    wanted = " ".join(text.split())
    if wanted in policy.services or wanted in policy.groups:
        return wanted
    meant = [name for name, service in policy.services.items() if wanted.lower() in _codes(service)]
    if len(meant) == 1:
        return meant[0]
    shown = wanted[:60]
    headline = f"several services have the code `{shown}`" if meant else f"there is no service `{shown}`"
    names = meant or list(policy.services)
    more = f", and {len(names) - MOST_SERVICES} more" if len(names) > MOST_SERVICES else ""
    words = "; ".join(_with_codes(policy.services[name]) for name in names[:MOST_SERVICES])
    return diagnostic("unknown-name", headline, None, help=f"request one of {words}{more}")


def _codes(service: Service) -> set[str]:
    bare = {code.lower() for code in service.codes}
    return bare | {f"{service.system.lower()} {code}" for code in bare}


def _with_codes(service: Service) -> str:
    codes = ", ".join(service.codes)
    return f"`{service.name}` ({service.system} {codes})" if codes else f"`{service.name}`"
