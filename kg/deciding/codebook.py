"""The codebook: what coders may record, with its version, which every decision names.

What the ontology says of kinds, cells and values, and what a team agreed on in ``codebook.md``
beside its tables. A word changed in either is another version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kg.errors import KGError, Text, reason
from kg.loaders.headers import blank_table
from kg.loaders.rows import RESERVED
from kg.namespaces import CLAIM, COOP, identifier, local_name
from kg.ontology import Class, Ontology, Property, load

__all__ = ["AGREED", "MATCHING", "codebook", "codebook_version"]

# What a team agreed on, in its own words.
AGREED = "codebook.md"
MOST = 1_000_000
MATCHING = Text(
    "同一文件、同一类的两条陈述，原文依据有字重叠，或是各方相同的结对关系，就可以相配；一条只配一条，"
    "先求配得最多，再求各格最相近。句子是固定的单位：一句里有没有某一类的陈述，只算至少两人都取舍过的句子。",
    "Two claims of one class in one document can match if the words they rest on overlap, or if "
    "they are pairings of the same partners; one matches one, so that most are matched, and of "
    "such ways the one whose cells are most alike. Sentences are the fixed units: whether one has "
    "a claim of a class; only those count in which at least two coders have decided something.",
)


def codebook_version(folder: Path) -> str:
    """The version of the codebook of a folder: that of the ontology, and a sum over all words.

    >>> codebook_version(Path("nowhere")).startswith(load().version + "-")
    True
    """
    both = "".join(_all(load(), folder, lang) for lang in ("zh", "en"))
    return f"{load().version}-{hashlib.sha256(both.encode()).hexdigest()[:8]}"


def codebook(folder: Path, lang: str = "zh") -> str:
    """The codebook of a folder in Markdown, its version in the head.

    Raises:
        KGError: if what the team agreed on cannot be read.
    """
    version = Text("编码手册，版本", "Codebook, version").in_language(lang)
    return f"# {version} {codebook_version(folder)}\n\n{_all(load(), folder, lang)}"


def _all(ontology: Ontology, folder: Path, lang: str) -> str:
    heads = {
        "agreed": Text("约定", "Agreed on"),
        "rule": Text("怎样算一致", "What counts as agreement"),
        "kinds": Text("陈述的类", "Kinds of claims"),
        "values": Text("允许的取值", "Allowed values"),
    }
    head = {name: f"## {text.in_language(lang)}\n" for name, text in heads.items()}
    agreed = _agreed(folder)
    kinds = [one for one in ontology.classes.values() if CLAIM in one.ancestors and one.tables]
    kinds = sorted((one for one in kinds if one.iri != CLAIM), key=lambda one: one.order)
    used: dict[str, None] = {}
    parts = [head["agreed"], agreed.strip() + "\n"] if agreed else []
    parts += [head["rule"], MATCHING.in_language(lang) + "\n", head["kinds"]]
    for kind in kinds:
        parts += _kind(kind, ontology, lang, used)
    parts.append(head["values"])
    for scheme in used:
        parts += _scheme(scheme, ontology, lang)
    return "\n".join(parts)


def _agreed(folder: Path) -> str:
    path = folder / AGREED
    if not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")[:MOST]
    except UnicodeDecodeError as error:
        raise KGError(Text("不是 UTF-8", "not UTF-8"), where=str(path)) from error
    except OSError as error:
        what = reason(error, Text("读不出：", "cannot be read: "))
        raise KGError(what, where=str(path)) from error


def _kind(kind: Class, ontology: Ontology, lang: str, used: dict[str, None]) -> Iterator[str]:
    label, definition = (text.in_language(lang) for text in (kind.label, kind.definition))
    yield f"### {label} `{kind.name}`\n\n{definition}\n"
    for header in blank_table(kind.name).headers:
        if header in RESERVED:
            continue
        named = ontology.columns(header)
        fitting = (term for term in named if ontology.is_a(COOP + kind.name, term.domain))
        term: Property | None = next(fitting, next(iter(named), None))
        if term is None:
            continue
        if term.scheme:
            used[term.scheme] = None
        label, definition = (text.in_language(lang) for text in (term.label, term.definition))
        yield f"- **{label}** `{header}`{'：' if lang == 'zh' else ': '}{definition}"
    yield ""


def _scheme(scheme: str, ontology: Ontology, lang: str) -> Iterator[str]:
    yield f"### `{local_name(scheme)}`\n"
    found = ontology.schemes.get(scheme, {})
    for one in sorted(found.values(), key=lambda one: one.iri):
        label, definition = (text.in_language(lang) for text in (one.label, one.definition))
        told = f"{'：' if lang == 'zh' else ': '}{definition}" if definition else ""
        yield f"- **{label}** `{identifier(one.iri)}`{told}"
    yield ""
