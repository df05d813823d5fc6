"""The packaged questions: SPARQL files with their titles and parameters in the head.

A file ``partners.rq`` begins with::

    # title@zh: 某方的结对伙伴
    # title@en: Partners of somebody
    # param entity: entity = place/dalian | 谁 | who

and then holds SPARQL in which ``$entity`` stands for the parameter; ``$lang`` is always there.
Values enter as RDF terms, never as text. All files keep the rules of portable SPARQL
(docs/architecture.md), so that every engine gives the same answer.
"""

from __future__ import annotations

from kg.queries.heads import Parameter, Query, load, search
from kg.queries.values import ask, defaults, prepare, standalone

__all__ = ["Parameter", "Query", "ask", "defaults", "load", "prepare", "search", "standalone"]
