"""What the terms say: every clause of both contracts, verbatim, and the dated parameters drawn from them."""

from assistant.contracts.model import Bilingual, Clause, Edition, Note
from assistant.contracts.terms import Terms, load_terms

__all__ = [
    "Bilingual",
    "Clause",
    "Edition",
    "Note",
    "Terms",
    "load_terms",
]
