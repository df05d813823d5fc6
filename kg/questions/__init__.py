"""Ask questions and get plain records back, in the shapes of the JSON contract.

Each stands in a module of its command's name; what several need stands in ``concepts`` and
``conditions``.
"""
