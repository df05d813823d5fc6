"""What the tests of the reader share: the names of the packaged data, read once."""

from __future__ import annotations

import pytest

from kg.reading import read_concepts, read_drafts, read_lexicon


@pytest.fixture(scope="session")
def lexicon(packaged):
    return read_lexicon(packaged)


@pytest.fixture(scope="session")
def concepts(packaged):
    return read_concepts(packaged)


@pytest.fixture(scope="session")
def read(lexicon, concepts):
    """The drafts of a text."""
    return lambda text, **more: read_drafts(text, lexicon, concepts, **more)
