"""Names, types, units, dates, counts: from syntax trees to the typed program."""

from policyc.check.acknowledgements import settle_acknowledgements
from policyc.check.amendments import consolidate
from policyc.check.bench import CheckConfig
from policyc.check.checker import Checked, check_files

__all__ = ["CheckConfig", "Checked", "check_files", "consolidate", "settle_acknowledgements"]
