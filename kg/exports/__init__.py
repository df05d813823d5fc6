"""Write the graph for other programs: networks, tables, RDF.

A writer takes records and gives bytes; which one writes a file is told by its name.
"""

from __future__ import annotations

from kg.exports.catalogue import Distribution, catalogue, distributions
from kg.exports.graphs import write_gexf, write_graphml
from kg.exports.ledgers import LEDGERS, ledger
from kg.exports.packages import DESCRIPTOR, describe
from kg.exports.packing import packed
from kg.exports.rdf import RDF, write_rdf
from kg.exports.shapes import dyad_years, edges, matrix, nodes, sources
from kg.exports.stacking import data_tables
from kg.exports.statements import statements
from kg.exports.tables import Table, read_csv, write_csv, write_parquet, write_xlsx
from kg.exports.variables import codebook

__all__ = [
    "DESCRIPTOR",
    "LEDGERS",
    "RDF",
    "Distribution",
    "Table",
    "catalogue",
    "codebook",
    "data_tables",
    "describe",
    "distributions",
    "dyad_years",
    "edges",
    "ledger",
    "matrix",
    "nodes",
    "packed",
    "read_csv",
    "sources",
    "statements",
    "write_csv",
    "write_gexf",
    "write_graphml",
    "write_parquet",
    "write_rdf",
    "write_xlsx",
]
