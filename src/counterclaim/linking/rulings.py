"""What people decided about two claims, "same" or "not the same", laid over the machine's incidents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterclaim.model import Judgement, Mention


@dataclass(frozen=True, slots=True)
class Piece:
    """A mention, or the part of its claims that decisions set apart. ``claims`` are keys, sorted.

    >>> Piece("m_1", 0, ("r_1:c_1",), frozenset()).claims
    ('r_1:c_1',)
    """

    mention: str
    index: int
    claims: tuple[str, ...]
    classes: frozenset[str]


class Rulings:
    """The standing decisions as classes of claims that are the same and pairs of classes that are not.

    Of decisions that contradict each other the latest holds. Those taken back are passed over.

    >>> rulings = Rulings([Judgement("j_1", "same", "a", "b", at="2025-01-01"),
    ...                    Judgement("j_2", "not same", "b", "c", at="2025-01-02")])
    >>> sorted(rulings.same_as("a")), rulings.apart(rulings.class_of("a"), rulings.class_of("c"))
    (['a', 'b'], True)
    """

    def __init__(self, judgements: Collection[Judgement]) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self._spoken: dict[str, set[str]] = {}
        standing = [j for j in judgements if j.verb in ("same", "not same") and j.undone is None]
        for judgement in sorted(standing, key=lambda j: (j.at, j.id), reverse=True):
            if judgement.other is not None:
                self._spoken.setdefault(judgement.subject, set()).add(judgement.other)
                self._spoken.setdefault(judgement.other, set()).add(judgement.subject)
                self._rule(judgement.verb == "same", judgement.subject, judgement.other)

    def _rule(self, same: bool, a: str, b: str) -> None:
        for claim in (a, b):
            if claim not in self._root:
                self._root[claim], self._members[claim], self._apart[claim] = claim, {claim}, set()
        one, two = sorted((self._root[a], self._root[b]))
        if one == two or two in self._apart[one]:
            return
        if not same:
            self._apart[one].add(two)
            self._apart[two].add(one)
            return
        for claim in self._members[two]:
            self._root[claim] = one
        self._members[one] |= self._members.pop(two)
        for other in self._apart.pop(two):
            self._apart[other].discard(two)
            self._apart[other].add(one)
            self._apart[one].add(other)

    def class_of(self, claim: str) -> str | None:
        """The name of the claim's class; None where nobody ruled on it."""
        return self._root.get(claim)

    def same_as(self, claim: str) -> frozenset[str]:
        """The claims ruled to be of one incident with this one, itself among them; none without a ruling."""
        root = self._root.get(claim)
        return frozenset(self._members[root]) if root is not None else frozenset()

    def bound_to(self, claims: Iterable[str]) -> set[str]:
        """The claims that decisions of either kind, kept or overruled, connect with these, and these."""
        found = {claim for claim in claims if claim in self._spoken}
        open_ = list(found)
        while open_:
            fresh = self._spoken[open_.pop()] - found
            found |= fresh
            open_ += fresh
        return found

    def apart(self, one: str | None, two: str | None) -> bool:
        """Whether two classes were ruled not to be the same."""
        return one is not None and two is not None and two in self._apart[one]

    def clash(self, one: Iterable[str], two: Collection[str]) -> bool:
        """Whether any class of the one set is ruled apart from any of the other."""
        return any(not self._apart[a].isdisjoint(two) for a in one)

    def pieces(self, mention: Mention, finely: bool = False) -> Iterator[Piece]:
        """The mention whole, or cut where its own claims are ruled apart; ``finely`` cuts at every class.

        Claims without a ruling stay with the first piece.
        """
        ruled: dict[str, list[str]] = {}
        for claim in mention.claims:
            root = self._root.get(claim)
            if root is not None:
                ruled.setdefault(root, []).append(claim)
        parts: list[set[str]] = []
        for root in ruled:
            part = None if finely else next((p for p in parts if not self.clash({root}, p)), None)
            if part is None:
                parts.append({root})
            else:
                part.add(root)
        free = [claim for claim in mention.claims if claim not in self._root]
        for index, part in enumerate(parts or [set()]):
            claims = sorted([*(c for root in part for c in ruled[root]), *(free if index == 0 else [])])
            yield Piece(mention.id, index, tuple(claims), frozenset(part))


def assemble(stars: Sequence[Sequence[Mention]], rulings: Rulings) -> list[list[Piece]]:
    """Groups of pieces: each star together, centre first, as far as the rulings let it.

    ``stars`` are the machine's incidents that rulings of "same" connect, members in order of likeness.
    Claims ruled the same are in one group and claims ruled apart are in two, always.

    >>> [len(group) for group in assemble([[]], Rulings(()))]
    []
    """
    for finely in (False, True):
        groups = _Groups(rulings)
        for star in stars:
            for mention in star:
                groups.add(rulings.pieces(mention, finely))
        if groups.join_classes():
            break
    for star in stars:
        for mention in star[1:]:
            groups.join((star[0].id, 0), (mention.id, 0))
    return groups.all()


class _Groups:
    """Pieces in groups that never hold two classes ruled apart."""

    def __init__(self, rulings: Rulings) -> None:
        self._rulings = rulings
        self._pieces: dict[tuple[str, int], Piece] = {}
        self._group: dict[tuple[str, int], tuple[str, int]] = {}
        self._held: dict[tuple[str, int], list[tuple[str, int]]] = {}
        self._classes: dict[tuple[str, int], set[str]] = {}

    def add(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            at = (piece.mention, piece.index)
            self._pieces[at], self._group[at] = piece, at
            self._held[at], self._classes[at] = [at], set(piece.classes)

    def join_classes(self) -> bool:
        """Bring pieces of one class together; False when that would bring together what is ruled apart."""
        first: dict[str, tuple[str, int]] = {}
        for at, piece in self._pieces.items():
            for name in sorted(piece.classes):
                if not self.join(first.setdefault(name, at), at):
                    return False
        return True

    def join(self, a: tuple[str, int], b: tuple[str, int]) -> bool:
        """Make one group of two; False when rulings forbid it."""
        one, two = self._group[a], self._group[b]
        if one == two:
            return True
        if self._rulings.clash(self._classes[one], self._classes[two]):
            return False
        for at in self._held[two]:
            self._group[at] = one
        self._held[one] += self._held.pop(two)
        self._classes[one] |= self._classes.pop(two)
        return True

    def all(self) -> list[list[Piece]]:
        return [[self._pieces[at] for at in held] for held in self._held.values()]
