"""Serve a store: SPARQL 1.1 Protocol, Graph Store Protocol, query page, small web API."""

from __future__ import annotations

from kg.endpoint.limits import Limits

__all__ = ["Limits"]
