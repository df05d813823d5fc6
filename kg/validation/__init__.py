"""Check what a store holds: against the shapes, and against the sources' own words."""

from __future__ import annotations

from kg.validation.conformance import Conformance, validate
from kg.validation.evidence import Verification, verify
from kg.validation.origins import Origins, read_origins

__all__ = ["Conformance", "Origins", "Verification", "read_origins", "validate", "verify"]
