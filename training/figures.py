"""Figures for predicted attributions: spans, links, stance, chains and hedges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data import Bounds, Document, Item

from counterclaim.evaluation.attribution import SHARED_CONTENT, score_documents

_NAMES = (
    "attr",
    "attr+src",
    "attr+all",
    "exact3",
    "source exact",
    "cue exact",
    "content exact",
    "content words",
)


def figures(documents: Sequence[Document], predicted: Sequence[Sequence[Item]]) -> dict[str, float]:
    """Scores in percent: spans and attributions as `counterclaim.evaluation`, and, where the documents are
    complete, stance on right attributions, chains found whole, hedges (F1)."""
    complete = all(d.complete for d in documents)
    triples = []
    for document, found in zip(documents, predicted, strict=True):
        top = [i.scored() for i in found if complete or i.parent is None]
        triples.append((document.text, [i.scored() for i in document.items], top))
    scores = score_documents(triples)
    result = {name: scores[name].f1 for name in _NAMES}
    result["attr P"], result["attr R"] = scores["attr"].precision, scores["attr"].recall
    if complete:
        result.update(_judgements(documents, predicted))
    return result


def _judgements(documents: Sequence[Document], predicted: Sequence[Sequence[Item]]) -> dict[str, float]:
    right = pairs = chains = whole = hedged = told = both = contrary = contrary_right = 0
    for document, found in zip(documents, predicted, strict=True):
        match = aligned(document.items, found)
        told += sum(i.hedge for i in found)
        for k, gold in enumerate(document.items):
            hedged += gold.hedge
            if k in match:
                other = found[match[k]]
                pairs += 1
                right += other.stance == gold.stance
                contrary += gold.stance != "asserts"
                contrary_right += gold.stance != "asserts" and other.stance == gold.stance
                both += gold.hedge and other.hedge
            if gold.parent is not None:
                chains += 1
                whole += k in match and gold.parent in match and found[match[k]].parent == match[gold.parent]
    return {
        "stance": round(100 * right / max(pairs, 1), 1),
        "stance of denials and refusals": round(100 * contrary_right / max(contrary, 1), 1),
        "chain links whole": round(100 * whole / max(chains, 1), 1),
        "hedge F1": round(200 * both / max(hedged + told, 1), 1),
    }


def aligned(gold: Sequence[Item], found: Sequence[Item]) -> dict[int, int]:
    """Gold to found where cues overlap and contents share half of their characters, best first."""

    def covered(spans: Iterable[Bounds]) -> set[int]:
        return {c for start, end in spans for c in range(start, end)}

    ranked = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if covered(g.cue) & covered(f.cue):
                a, b = covered(g.content), covered(f.content)
                share = len(a & b) / len(a | b)
                sources = bool(covered(g.source) & covered(f.source)) or not (g.source or f.source)
                if share >= SHARED_CONTENT and sources:
                    ranked.append((-share, i, j))
    match: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(ranked):
        if i not in match and j not in taken:
            match[i] = j
            taken.add(j)
    return match
