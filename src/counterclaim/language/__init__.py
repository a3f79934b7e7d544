"""Sentences, tokens, dependencies and entities, behind one interface."""

from __future__ import annotations

from functools import lru_cache

from counterclaim.language.annotation import Annotation, Annotator, Sentence, Token
from counterclaim.language.spacy_annotator import DEFAULT_MODEL, SpacyAnnotator

__all__ = ["DEFAULT_MODEL", "Annotation", "Annotator", "Sentence", "SpacyAnnotator", "Token", "annotator"]


@lru_cache(maxsize=2)
def annotator(model: str = DEFAULT_MODEL) -> Annotator:
    """The annotator for a spaCy model, loaded once a process.

    >>> annotator() is annotator()
    True
    """
    return SpacyAnnotator(model)
