"""Named checks: what the rules of the tables let through and a curator would want to look at."""

from sofadb.audit.audit import COLUMNS, Audit
from sofadb.audit.checks import Check, check_names, find_check, read_checks

__all__ = ["COLUMNS", "Audit", "Check", "check_names", "find_check", "read_checks"]
