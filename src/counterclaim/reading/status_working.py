"""Statuses without a word of opening: "works normally", "normal operations", "under blockade"."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.knowledge.status_words import word_set
from counterclaim.language import Sentence
from counterclaim.model import State
from counterclaim.reading.status_clauses import Affected
from counterclaim.reading.status_nouns import BARE, NAMED, WayMention
from counterclaim.reading.status_scope import mode_list
from counterclaim.reading.status_subjects import SubjectReader, replace_ways
from counterclaim.reading.status_verbs import BE, LINK, Group, condition, verb_group
from counterclaim.reading.status_weighing import Weighed

#: Verbs that say a way is in use, only beside words of how or when it is.
WORKS = word_set("operates operate operating operated works work working functions function functioning runs")
#: What stands for "open" beside such a verb: one word, or the first words of a phrase.
_HOW = word_set("normally smoothly uninterrupted uninterruptedly 24/7 continuously fully")
_PHRASES = (
    ("as", "normal"),
    ("as", "usual"),
    ("as", "before"),
    ("around", "the", "clock"),
    ("round", "the", "clock"),
    ("day", "and", "night"),
    ("at", "full", "capacity"),
    ("without", "interruption"),
    ("without", "restrictions"),
)
#: After "working" these bring in a task, so that the work is no state ("is working to restore …").
_TASK = word_set("to on with for hard together towards toward under against closely from")
_SERVICE = word_set("service operation action commission use")
_NORMAL = word_set("operations operation operating working traffic service services")
#: Parts of a port or an airport: one that is out of service leaves the rest.
_PARTS = word_set(
    "berth berths terminal terminals lane lanes runway runways crane cranes quay quays pier piers"
)
_PASSING = word_set("crossing passing moving flowing travelling traveling entering sailing")
_SIEGE = word_set("blockade siege lockdown closure")
#: Words whose presence makes this reader look; the rest of the report costs it nothing.
TRIGGERS = WORKS | _SERVICE | word_set("normal again")


class WorkingReader(SubjectReader):
    """Reads the statuses that a way's work or its traffic tell."""

    def working(self, i: int, sentence: Sentence) -> bool:
        """ "The crossing works normally", "operates 24 hours", "is working". True when it was read."""
        tokens = self.ctx.doc.tokens
        if tokens[i].tag in {"NN", "NNS"} or not self._in_use(i, sentence):
            return False
        group = verb_group(self.ctx.doc, i, sentence)
        topic = self._topic(group.first, sentence)
        if topic is None and not (group.passive or tokens[i].tag in {"VBZ", "VBP", "VBD"}):
            return False
        group = replace(group, passive=True, finite=True)
        self.of_subject(i, group, "open", sentence, traffic=False)
        return True

    def _in_use(self, i: int, sentence: Sentence) -> bool:
        tokens = self.ctx.doc.tokens
        after = [t.lower for t in tokens[i + 1 : min(i + 5, sentence.last + 1)]]
        near = {*after[:2], tokens[i - 1].lower if i > sentence.first else ""}
        if near & _HOW or any(tuple(after[: len(p)]) == p for p in _PHRASES):
            return True
        if after[:1] and after[0][:2] == "24" and (after[0] != "24" or after[1:2] in (["hours"], ["/"])):
            return True
        return tokens[i].lower == "working" and (not after or after[0] not in _TASK)

    def service(self, i: int, sentence: Sentence) -> None:
        """ "out of service", "back in operation", "in normal operation"."""
        tokens = self.ctx.doc.tokens
        before = tuple(t.lower for t in tokens[max(sentence.first, i - 2) : i])
        state: State
        if before == ("out", "of"):
            start, state = i - 2, "closed"
        elif before in {("back", "in"), ("back", "into")}:
            start, state = i - 2, "reopened"
        elif before[-1:] == ("in",) and tokens[i].lower in {"service", "operation"}:
            start, state = i - 1, "open"
            if tokens[max(start - 1, 0)].lower == "been":
                # "has been in service since 1974" is its history.
                return
        elif before in {("in", "normal"), ("in", "full")} and tokens[i].lower in {"service", "operation"}:
            start, state = i - 2, "open"
        else:
            return
        group = replace(verb_group(self.ctx.doc, start, sentence), last=i)
        if state == "closed" and self._part_out(i, start, group, sentence):
            return
        if group.passive or self._topic(group.first, sentence) is not None:
            self.of_subject(i, group, state, sentence, traffic=False)

    def _part_out(self, i: int, start: int, group: Group, sentence: Sentence) -> bool:
        """ "Port: berths 2 and 5 out of service": the port itself is partly open."""
        tokens = self.ctx.doc.tokens
        k = group.first - 1
        while k > sentence.first and (
            tokens[k].tag == "CD" or tokens[k].lower in {",", "and", "no.", "nos."}
        ):
            k -= 1
        while k >= sentence.first and tokens[k].lower not in _PARTS and k > group.first - 12:
            if tokens[k].text in {":", ";"} or tokens[k].tag in {"VBD", "VBZ", "VBP"}:
                return False
            k -= 1
        if k < sentence.first or tokens[k].lower not in _PARTS:
            return False
        first = k
        while first > sentence.first and tokens[first - 1].tag in {"CD", "DT", "JJ", "NN", "PDT"}:
            first -= 1
        way = self._topic(first, sentence)
        if way is None:
            return False
        reading = Weighed("partially open", False, 0.6, "part")
        affected = Affected(ways=[way], start=way.first)
        self.maker.make(i, group, reading, affected, sentence, active=False, seek_scope=False)
        return True

    def normal(self, i: int, sentence: Sentence) -> None:
        """ "Berbera: normal operations", "Berbera: operations normal", "Berbera: normal"."""
        tokens = self.ctx.doc.tokens
        first = last = i
        if i < sentence.last and tokens[i + 1].lower in _NORMAL:
            last = i + 1
        elif i > sentence.first and tokens[i - 1].lower in _NORMAL:
            first = i - 1
        if last < sentence.last and tokens[last + 1].text not in {".", ",", ";", "|", "(", "\n"}:
            return
        way = self._topic(first, sentence)
        if way is None or condition(self.ctx.doc, first, sentence) != "none":
            return
        group = Group(first, last, True, False, "fact", False, False, False, False, True, False)
        affected = Affected(ways=[way], start=way.first)
        reading = Weighed("open", False, 0.7, "normal")
        self.maker.make(i, group, reading, affected, sentence, active=False, seek_scope=False)

    def siege(self, i: int, sentence: Sentence) -> bool:
        """ "The port is under blockade". True when it was read."""
        tokens = self.ctx.doc.tokens
        if tokens[i].lower not in _SIEGE or i < sentence.first + 2:
            return False
        k = i - 1
        while k > sentence.first and tokens[k].tag in {"DT", "JJ", "NN"} and k > i - 4:
            k -= 1
        if tokens[k].lower != "under":
            return False
        group = replace(verb_group(self.ctx.doc, k, sentence), last=i)
        if not group.passive:
            return False
        self.of_subject(i, group, "closed", sentence, traffic=False)
        return True

    def crossing_again(self, i: int, sentence: Sentence) -> None:
        """ "Lorries are again crossing at X", "buses are passing again through X": X has reopened."""
        ctx = self.ctx
        tokens = ctx.doc.tokens
        verb = i + 1 if i < sentence.last and tokens[i + 1].lower in _PASSING else i - 1
        if verb < sentence.first + 2 or tokens[verb].lower not in _PASSING:
            return
        be = min(verb, i) - 1
        if be <= sentence.first or tokens[be].lower not in BE | LINK:
            return
        if condition(ctx.doc, be, sentence) != "none":
            return
        start = be
        while start > sentence.first and tokens[start - 1].tag in {
            "NN",
            "NNS",
            "JJ",
            "CC",
            "CD",
            "DT",
            "HYPH",
        }:
            start -= 1
        modes, _ = mode_list(ctx, start, be - 1)
        if not modes:
            return
        after = max(verb, i) + 1
        # "crossing at X", "crossing into Chad at X": the way within six words, after its preposition.
        ways = [
            m
            for m in self.finder.in_sentence(sentence)
            if after < m.first <= after + 6
            and any(t.lower in {"at", "through", "via"} for t in tokens[max(after, m.first - 2) : m.first])
        ]
        if not ways:
            return
        group = Group(start, max(verb, i), False, False, "fact", False, False, False, False, True, True)
        affected = Affected(ways=ways[:1], start=start)
        reading = Weighed("reopened", False, 0.6, "again")
        self.maker.make(i, group, reading, affected, sentence, active=True, scope=modes, seek_scope=False)

    def elliptic(self, group: Group, reading: Weighed, sentence: Sentence) -> None:
        """ "… is closed, and so is Y", "as are the bridges": the same state of another way."""
        tokens = self.ctx.doc.tokens
        # The second way follows the first state closely: an aside and a time fit into fifteen tokens.
        for k in range(group.last + 1, min(sentence.last - 1, group.last + 15)):
            if tokens[k].lower not in {"so", "as", "nor", "neither"} or tokens[k + 1].lower not in BE:
                continue
            found = self.clauses.object(k + 1, sentence)
            if found.ways:
                joined = Group(k, k + 1, False, False, "fact", False, False, False, False, True, False)
                self.maker.make(
                    k, joined, reading, found, sentence, active=True, loose_times=False, seek_scope=False
                )
            return

    def of_subject(self, i: int, group: Group, state: State, sentence: Sentence, *, traffic: bool) -> None:
        """Read the state of the way in the subject's place; made by the class that weighs it."""
        raise NotImplementedError

    # -- names beside a bare noun ------------------------------------------------------------------------

    def placed(self, affected: Affected, group: Group, sentence: Sentence) -> Affected:
        """A bare noun with the name that stands apart from it: "Eilat: the port …", "at X the airport …".

        Also "X, where the gate …". Anything else is left as it is.
        """
        if len(affected.ways) != 1 or affected.ways[0].level != BARE:
            return affected
        way = affected.ways[0]
        found = self._heading(way, sentence) or self._where(way, sentence) or self._there(way, sentence)
        if found is None:
            return affected
        return replace_ways(affected, found, start=min(affected.start, found.first))

    def _heading(self, way: WayMention, sentence: Sentence) -> WayMention | None:
        """ "Eilat: the port …" names the port; "Kyiv: the road …" and "Minister: …" name who speaks."""
        found = self._topic(way.first, sentence)
        if found is None or found.id is not None:
            return found
        if any(":" in d.evidence[0].text for d in self.maker.drafts):
            # The rows before were of ways, so this one is too, be it a capital's.
            return found
        token = self.ctx.doc.tokens[found.last]
        if token.pos != "PROPN" or self._is_actor(found.first, found.last):
            return None
        sources = [a.source for a in self.ctx.attributions if a.source is not None]
        return None if any(s.overlaps(found.span) for s in sources) else found

    def _where(self, way: WayMention, sentence: Sentence) -> WayMention | None:
        """ "Lorries wait at X, where the gate is open": the gate is X's."""
        tokens = self.ctx.doc.tokens
        k = way.first - 1
        if k < sentence.first + 2 or tokens[k].lower != "where" or way.plural:
            return None
        k -= 2 if tokens[k - 1].text == "," else 1
        return self._place_called(k, way, sentence)

    def _there(self, way: WayMention, sentence: Sentence) -> WayMention | None:
        """ "At X the airport is working"."""
        tokens = self.ctx.doc.tokens
        k = way.first - 1
        if k > sentence.first and tokens[k].text == ",":
            k -= 1
        if way.plural or k <= sentence.first or tokens[sentence.first].lower not in {"at", "in"}:
            return None
        found = self._place_called(k, way, sentence)
        return found if found is not None and found.first == sentence.first + 1 else None

    def _place_called(self, last: int, way: WayMention, sentence: Sentence) -> WayMention | None:
        tokens = self.ctx.doc.tokens
        if tokens[last].pos != "PROPN" or self.finder.is_land(last):
            return None
        for m in self.finder.in_sentence(sentence):
            if m.last == last and m.level == NAMED:
                return m if m.family == way.family else None
        first = last
        while first > sentence.first and tokens[first - 1].pos == "PROPN":
            first -= 1
        noun = tokens[way.head].text
        return self.finder.of_place(first, last, way, noun)
