"""What the terms say: every clause of both contracts, verbatim, and the dated parameters drawn from them."""

from assistant.contracts.lookup import LookUp
from assistant.contracts.model import Bilingual, Clause, Edition, Note
from assistant.contracts.parameters import Parameter, ParameterBook, ParameterSet, UnknownParameter, load_parameters
from assistant.contracts.references import Reference, find_references, parse_reference
from assistant.contracts.terms import Terms, load_terms
from assistant.errors import UnknownClause, UnknownService

__all__ = [
    "Bilingual",
    "Clause",
    "Edition",
    "LookUp",
    "Note",
    "Parameter",
    "ParameterBook",
    "ParameterSet",
    "Reference",
    "Terms",
    "UnknownClause",
    "UnknownParameter",
    "UnknownService",
    "find_references",
    "load_parameters",
    "load_terms",
    "parse_reference",
]
