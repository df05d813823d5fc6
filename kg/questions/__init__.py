"""Ask questions and get plain records back, in the shapes of the JSON contract.

One small module per question; what several need stands in ``concepts`` and ``conditions``.
"""

from __future__ import annotations

from kg.questions.concepts import concept
from kg.questions.partnership import KINDS, count_partners, partners

__all__ = ["KINDS", "concept", "count_partners", "partners"]
