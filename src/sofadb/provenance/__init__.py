"""Why a number stands there: everything that is known about a claim, or about a thing with a key."""

from sofadb.provenance.account import MARKS, Account
from sofadb.provenance.explain import explain
from sofadb.provenance.subject import KINDS

__all__ = ["KINDS", "MARKS", "Account", "explain"]
