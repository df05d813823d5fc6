"""The ontology keeps its word: labels, definitions, domains, alignment, schemes, no pitfall.

Pitfalls are numbered as in the OOPS! catalogue.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.names import fold
from kg.namespaces import BASE, COOP, DERIVED, ID, NAMES, ONTOLOGY, PREFIXES, SOURCE
from kg.ontology import load
from kg.store import select

ROOT = Path(__file__).resolve().parents[1]
GRAPH = rdflib.Graph().parse(str(ROOT / "ontology.ttl"))
KNOWN = load()
SCHEMA = rdflib.Namespace(PREFIXES["schema"])
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def local(term):
    return str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def own(kind):
    return sorted(s for s in GRAPH.subjects(RDF.type, kind) if str(s).startswith(COOP))


CLASSES = own(OWL.Class)
PROPERTIES = own(OWL.ObjectProperty) + own(OWL.DatatypeProperty)
ANNOTATIONS = own(OWL.AnnotationProperty)
BORROWED = sorted(GRAPH.subjects(SCHEMA.rangeIncludes, None))
TERMS = CLASSES + PROPERTIES + ANNOTATIONS
CONCEPTS = sorted(GRAPH.subjects(RDF.type, SKOS.Concept))
SCHEMES = sorted(GRAPH.subjects(RDF.type, SKOS.ConceptScheme))


def words(term, predicate):
    return {literal.language: str(literal) for literal in GRAPH.objects(term, predicate)}


# Terms


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_a_term_has_one_label_and_one_definition_in_each_language(term):
    for predicate in (RDFS.label, SKOS.definition):
        found = list(GRAPH.objects(term, predicate))
        assert sorted(literal.language for literal in found) == ["en", "zh"]
        assert CHINESE.search(words(term, predicate)["zh"]) or term == rdflib.URIRef(
            COOP + "sha256"
        )
        assert not CHINESE.search(words(term, predicate)["en"])


@pytest.mark.parametrize("term", CLASSES + PROPERTIES, ids=local)
def test_a_definition_is_a_sentence_and_says_more_than_the_label(term):
    label, definition = words(term, RDFS.label), words(term, SKOS.definition)
    assert definition["zh"].endswith("。")
    assert definition["en"].endswith((".", "…"))
    assert definition["zh"].rstrip("。") != label["zh"]
    # Half-width punctuation beside Chinese characters is a slip of the keyboard.
    assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", definition["zh"])


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_a_property_has_one_domain_and_one_range(term):
    """P11 missing, P19 several domains or ranges."""
    domains, ranges = list(GRAPH.objects(term, RDFS.domain)), list(GRAPH.objects(term, RDFS.range))
    assert len(domains) == 1
    assert len(ranges) == 1
    is_data = (term, RDF.type, OWL.DatatypeProperty) in GRAPH
    literal = str(ranges[0]).startswith((PREFIXES["xsd"], str(RDF.langString), str(RDF.Property)))
    assert literal == is_data


@pytest.mark.parametrize("term", BORROWED, ids=str)
def test_a_borrowed_property_keeps_its_own_domain_and_says_how_it_is_used_here(term):
    """P40: nothing is asserted of other people's terms."""
    assert set(words(term, RDFS.label)) == {"zh", "en"}
    assert len(list(GRAPH.objects(term, SCHEMA.domainIncludes))) == 1
    assert len(list(GRAPH.objects(term, SCHEMA.rangeIncludes))) == 1
    axioms = {RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, RDF.type}
    assert axioms & set(GRAPH.predicates(term, None)) == set()


def test_what_is_used_is_defined():
    """No super-class, domain, range, twin, edge or scheme of ours that does not exist."""
    ours = {
        value
        for value in GRAPH.objects()
        if str(value).startswith((COOP, ID)) and isinstance(value, rdflib.URIRef)
    }
    assert ours - set(GRAPH.subjects()) == set()
    used = {p for p in GRAPH.predicates() if str(p).startswith(COOP)}
    assert used <= set(ANNOTATIONS)


@pytest.mark.parametrize("term", CLASSES, ids=local)
def test_no_class_is_an_orphan(term):
    """P4: a class hangs below a top class and something can be said of its members."""
    tops = {COOP + "Entity", COOP + "Claim", COOP + "EditorialNote", str(SKOS.Concept)}
    known = KNOWN.classes[str(term)]
    assert known.ancestors & tops
    if str(term) not in tops:
        assert known.tables, "no table holds its rows"


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_no_property_is_an_orphan(term):
    """P4: a property is a column of some table, or the build writes it, or it is of evidence."""
    known = KNOWN.properties[str(term)]
    is_column = known.domain in KNOWN.classes or known.domain == str(RDFS.Resource)
    assert is_column or known.domain == PREFIXES["oa"] + "TextPositionSelector"


@pytest.mark.parametrize("term", CLASSES + PROPERTIES, ids=local)
def test_a_term_is_aligned_with_a_reason_or_says_why_it_is_not(term):
    aligned = [
        value
        for predicate in (SKOS.closeMatch, SKOS.exactMatch, RDFS.subClassOf, RDFS.subPropertyOf)
        for value in GRAPH.objects(term, predicate)
        if not str(value).startswith(COOP)
    ]
    notes = [str(note) for note in GRAPH.objects(term, SKOS.editorialNote)]
    assert notes, "no reason is given"
    assert aligned or any(note.startswith("No equivalent") for note in notes)
    assert not (aligned and any(note.startswith("No equivalent") for note in notes))
    assert {str(value).split("#")[0].rsplit("/", 1)[0] for value in aligned} <= {
        iri.split("#")[0].rsplit("/", 1)[0] for iri in PREFIXES.values()
    }


def test_names_follow_one_convention():
    """P22: UpperCamel classes, lowerCamel properties."""
    assert [t for t in CLASSES if not re.fullmatch(r"[A-Z][A-Za-z]+", local(t))] == []
    assert [t for t in PROPERTIES if not re.fullmatch(r"[a-z][A-Za-z0-9]+", local(t))] == []


def test_the_hierarchies_have_no_cycle():
    """P6."""
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        for term in set(GRAPH.subjects(predicate)):
            above = set(GRAPH.transitive_objects(term, predicate)) - {term}
            assert all(term not in GRAPH.transitive_objects(other, predicate) for other in above)


@pytest.mark.parametrize("term", sorted(set(GRAPH.subjects(RDFS.subPropertyOf))), ids=local)
def test_a_sub_property_stays_within_its_super_property(term):
    for above in GRAPH.objects(term, RDFS.subPropertyOf):
        narrow, wide = KNOWN.properties[str(term)], KNOWN.properties[str(above)]
        assert KNOWN.is_a(narrow.domain, wide.domain)
        assert narrow.range == wide.range or KNOWN.is_a(narrow.range, wide.range)


def test_no_name_in_a_scheme_means_two_concepts():
    """A cell or a parameter may give any name of a concept, so it has to mean one."""
    named = defaultdict(set)
    for concept in CONCEPTS:
        scheme = local(GRAPH.value(concept, SKOS.inScheme))
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for word in GRAPH.objects(concept, predicate):
                named[scheme, fold(str(word))].add(local(concept))
    assert {name: found for name, found in named.items() if len(found) > 1} == {}


def test_there_are_no_blank_nodes_and_a_header():
    """P38, P41: an ontology IRI, a version, a licence."""
    assert not any(isinstance(term, rdflib.BNode) for triple in GRAPH for term in triple)
    (header,) = GRAPH.subjects(RDF.type, OWL.Ontology)
    assert str(header) == BASE + "ontology"
    assert {"versionInfo", "versionIRI", "license", "label"} <= {
        local(p) for p in GRAPH.predicates(header, None)
    }


def test_a_date_has_a_twin_for_its_last_day_with_the_same_domain():
    for term in KNOWN.properties.values():
        if term.latest:
            twin = KNOWN.properties[term.latest]
            assert (twin.domain, twin.range) == (term.domain, term.range)
            assert twin.header.endswith("Latest")
            assert twin.header == term.header + "Latest" or not term.iri.startswith(COOP)


# Headers of tables


@pytest.mark.parametrize("name", sorted(KNOWN.tables))
def test_no_two_columns_of_a_table_share_a_header(name):
    main = KNOWN.tables[name]
    columns = [
        term
        for term in KNOWN.properties.values()
        if KNOWN.is_a(main.iri, term.domain)
        or (term.domain in KNOWN.classes and main.iri in KNOWN.classes[term.domain].ancestors)
    ]
    for headers in ([t.header for t in columns], [t.label.zh for t in columns]):
        assert [header for header, n in Counter(headers).items() if n > 1] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_classes_share_a_label(language):
    labels = Counter(words(term, RDFS.label)[language] for term in CLASSES)
    assert [label for label, n in labels.items() if n > 1] == []


# Concept schemes


def test_every_scheme_that_a_property_takes_is_there_and_every_scheme_is_taken():
    taken = {term.scheme for term in KNOWN.properties.values() if term.scheme}
    tables = {f"{ID}scheme/{name}" for name in ("indicator", "unit")}
    assert taken <= {str(scheme) for scheme in SCHEMES}
    assert {str(scheme) for scheme in SCHEMES} - taken - tables == set()


@pytest.mark.parametrize("concept", CONCEPTS + SCHEMES, ids=str)
def test_a_concept_has_labels_and_a_definition_in_both_languages(concept):
    for predicate in (SKOS.prefLabel, SKOS.definition):
        assert sorted(value.language for value in GRAPH.objects(concept, predicate)) == ["en", "zh"]


@pytest.mark.parametrize("scheme", SCHEMES, ids=local)
def test_a_scheme_is_complete_and_unambiguous(scheme):
    members = [c for c in CONCEPTS if (c, SKOS.inScheme, scheme) in GRAPH]
    if local(scheme) in ("indicator", "unit"):
        assert members == []
        return
    assert members
    labels = Counter(words(member, SKOS.prefLabel)["zh"] for member in members)
    assert [label for label, n in labels.items() if n > 1] == []
    for member in members:
        assert str(member).startswith(f"{ID}{local(scheme)}/")
        for broader in GRAPH.objects(member, SKOS.broader):
            assert broader in members


def test_fields_have_two_levels():
    fields = [c for c in CONCEPTS if str(c).startswith(ID + "field/")]
    tops = {c for c in fields if not list(GRAPH.objects(c, SKOS.broader))}
    for field in set(fields) - tops:
        assert set(GRAPH.objects(field, SKOS.broader)) <= tops
    assert all(list(GRAPH.subjects(SKOS.broader, top)) for top in tops)


def test_every_area_of_the_two_plans_is_mapped_to_fields(packaged):
    """The crosswalk between the closed list of fields and the plans' own headings."""
    rows = select(
        packaged,
        "SELECT ?area ?field { GRAPH ?g { ?area a coop:Area ; coop:partOf ?plan }"
        " OPTIONAL { GRAPH ?g { ?area coop:field ?field } }"
        " FILTER(?plan IN (plan:liaoning-jiangsu, plan:shanghai-dalian)) }",
    )
    assert len({row["area"].value for row in rows}) == 11
    assert [row["area"].value for row in rows if "field" not in row] == []


@pytest.mark.parametrize("kind", ["indicator", "unit"])
def test_indicators_and_units_are_defined_in_both_languages(packaged, kind):
    rows = select(
        packaged,
        f"SELECT ?c ?p ?w {{ GRAPH <{ONTOLOGY}> {{ ?c a coop:{kind.title()} ; ?p ?w }}"
        " FILTER(?p IN (skos:prefLabel, skos:definition)) }",
    )
    found = Counter((row["c"].value, row["p"].value, row["w"].language) for row in rows)
    concepts = {row["c"].value for row in rows}
    assert len(concepts) > 15
    assert set(found.values()) == {1}
    assert len(found) == 4 * len(concepts)


# The data use what is defined, and nothing else


def test_the_data_use_no_undefined_term(packaged):
    known = set(KNOWN.classes) | {str(OWL.Class), PREFIXES["oa"] + "TextPositionSelector"}
    known |= {str(SKOS.Concept)}
    properties = set(KNOWN.properties) | {str(RDF.type)}
    rows = select(
        packaged,
        "SELECT DISTINCT ?p ?c { GRAPH ?g { ?s ?p ?o } BIND(IF(?p = rdf:type, ?o, ?p) AS ?c)"
        f" FILTER(?g != <{ONTOLOGY}>) }}",
    )
    used = {row["p"].value for row in rows}
    classes = {row["c"].value for row in rows if row["p"].value == str(RDF.type)}
    version = {str(OWL.versionInfo), PREFIXES["dcterms"] + "identifier"}
    assert used - properties - version == set()
    external = {c for found in KNOWN.classes.values() for c in found.ancestors}
    assert classes - known - external == set()


def test_the_data_refer_to_nothing_that_is_not_there(packaged):
    rows = select(
        packaged,
        f"SELECT DISTINCT ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?o), '{ID}'))"
        " FILTER NOT EXISTS { GRAPH ?h { ?o a ?class } } }",
    )
    assert [row["o"].value for row in rows] == []


# Reasoning

ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def contradictions(graph):
    """What OWL RL finds wrong: it can only be something in two disjoint classes.

    OWL RL is one fragment of OWL 2, and no other axiom of the ontology can be contradicted; that
    the data conform to the shapes is another question (tests/test_validation.py).
    """
    closure = rdflib.Graph()
    for triple in graph:
        closure.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    return [str(words) for words in closure.objects(None, ERROR)]


def sample(store, each=3):
    """The ontology and, of every property, a few triples, with the exact classes of both ends."""
    graph = rdflib.Graph()
    for triple in GRAPH:
        graph.add(triple)
    classes = {}
    triples = []
    for quad in sorted(store, key=str):
        where = str(quad.graph_name)
        if isinstance(quad.graph_name, ox.DefaultGraph) or any(
            name in where for name in (ONTOLOGY, DERIVED, NAMES)
        ):
            continue
        if quad.predicate.value == str(RDF.type):
            classes.setdefault(quad.subject.value, set()).add(quad.object.value)
        elif quad.predicate.value in KNOWN.properties:
            triples.append((quad.subject.value, quad.predicate.value, quad.object))
    seen = Counter()
    for subject, name, value in triples:
        exact = min(classes.get(subject, {""}))
        seen[name, exact] += 1
        if seen[name, exact] <= each and isinstance(value, ox.NamedNode):
            graph.add((rdflib.URIRef(subject), rdflib.URIRef(name), rdflib.URIRef(value.value)))
            for thing in (subject, value.value):
                for found in classes.get(thing, ()):
                    graph.add((rdflib.URIRef(thing), RDF.type, rdflib.URIRef(found)))
    return graph


def test_ontology_and_data_do_not_contradict_each_other_and_every_class_can_have_members(packaged):
    graph = sample(packaged, each=1)
    assert len(set(graph.subjects(RDF.type, rdflib.URIRef(COOP + "Pairing")))) >= 1
    # An unsatisfiable class lies below two disjoint ones.
    for term in CLASSES:
        graph.add((rdflib.URIRef(ID + "test/" + local(term).lower()), RDF.type, term))
    assert contradictions(graph) == []


WRONG = {
    # Somebody who is a place, said outright.
    "a": [("a", RDF.type, COOP + "Person"), ("a", RDF.type, COOP + "City")],
    # A plan as a host: the range makes a place of it, its class a document.
    "b": [("other", COOP + "hostPlace", "b"), ("b", RDF.type, COOP + "Plan")],
    # A pairing that lies somewhere: only entities do.
    "c": [("c", RDF.type, COOP + "Pairing"), ("c", COOP + "within", "other")],
}


def test_a_contradiction_is_found():
    graph = rdflib.Graph()
    for triple in GRAPH:
        graph.add(triple)
    for triple in (triple for triples in WRONG.values() for triple in triples):
        one, name, other = (rdflib.URIRef(t if ":" in t else ID + "test/" + t) for t in triple)
        graph.add((one, name, other))
    found = " ".join(contradictions(graph)).split()
    assert [name for name in WRONG if f"{ID}test/{name}" not in found] == []


# docs/ontology.md


def test_the_reference_is_up_to_date():
    from tools.make_ontology_docs import pages

    for name, made in pages().items():
        written = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert written == made, "run: python tools/make_ontology_docs.py"
        assert [t for t in CLASSES + PROPERTIES if f"`coop:{local(t)}`" not in written] == []
        assert SOURCE not in written
