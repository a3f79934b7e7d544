"""The people a casualty report counts: "58 Pakistani troops", "a further 30", "no civilians", "his wife"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from counterclaim.knowledge.casualty_words import CasualtyWords, casualty_words, word_set
from counterclaim.language import Annotation, Sentence, Token
from counterclaim.model import Figure, VictimGroup
from counterclaim.reading.figures import FigureMention

PhraseKind = Literal["figure", "none", "one", "name", "plain"]


@dataclass(frozen=True, slots=True)
class PeoplePhrase:
    """A noun phrase that counts people. ``first`` to ``last`` are its tokens, ``head`` its noun.

    ``who`` is the first token of the words that name the people ("Pakistani troops"), or None for a
    bare number. ``known`` says that the noun is one for people. ``inner`` is the token of an outcome
    inside the phrase ("15 civilian deaths"). ``of_dead`` marks "four of the dead", ``of_them`` a part of
    people named before, ``of_next`` a part of the count that follows, ``thing`` a count of something
    else, kept so that it is not taken for people.
    """

    first: int
    last: int
    head: int
    figure: Figure
    kind: PhraseKind = "figure"
    who: int | None = None
    group: VictimGroup = "unknown"
    known: bool = False
    hostile: bool = False
    own: bool = False
    more: bool = False
    total: bool = False
    inner: int | None = None
    of_them: bool = False
    of_dead: bool = False
    thing: bool = False
    of_next: bool = False


_QUOTES = frozenset("\"'“”‘’«»`").union(("``", "''"))
_JOINTS = frozenset("-–‑/").union(("'s", "’s", "'", "’"))
_POSSESSIVES = word_set("its their our his her my your whose")
_DETERMINERS = word_set("the a an this these those") | _POSSESSIVES
_THEM = word_set("them whom these those us which")
_MORE = word_set("more other others additional further extra")
_STOPS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight late early last "
    "this overnight meanwhile earlier later dead"
)


def _walk(
    tokens: list[Token],
    j: int,
    stop: int,
    words: CasualtyWords,
    phrase: PeoplePhrase,
    starts: Mapping[int, FigureMention],
) -> PeoplePhrase:
    """The phrase extended over the nouns from token ``j`` on, not past token ``stop`` nor into a figure."""
    head: int | None = None
    who: int | None = None
    last = phrase.last
    inner: int | None = None
    known = thing = False
    kind_of = None
    more, of_them = phrase.more, False
    begun = j
    while j <= stop and j - begun < 10:
        if j in starts:
            if j > begun and head is None and tokens[j - 1].lower in ("the", "of"):
                # "Five of the 14 wounded": a part of the count that comes next.
                if starts[j].figure.low is None and starts[j].figure.high is None:
                    # "A few of the tens of thousands": not a count of its own.
                    return replace(phrase, last=j, thing=True)
                return replace(phrase, last=j - 1, of_next=True)
            break
        token = tokens[j]
        word = token.lower
        following = tokens[j + 1].lower if j < stop else ""
        if (
            word.isdigit()
            and j + 4 <= stop
            and tokens[j + 2].lower == "year"
            and tokens[j + 4].lower == "old"
        ):
            # "Her 5-year-old grandson".
            j += 5
            continue
        if word in _QUOTES and head is None and who is None:
            # '"Scores" of rebels'.
            begun += 1
            j += 1
            continue
        if word in _QUOTES or (word in _JOINTS and head is not None) or word in ("-", "‑"):
            j += 1
            continue
        if word == "of" and head is None and j == begun + (1 if more else 0):
            noun_next = (
                following in ("those", "these") and j + 2 <= stop and tokens[j + 2].tag[:2] in ("NN", "JJ")
            )
            if following in _THEM and not noun_next:
                of_them, last = True, j + 1
                j += 2
                continue
            j += 1
            continue
        if word in ("a", "an") and of_them and head is None:
            j += 1
            continue
        if word == "the" and tokens[j - 1].lower == "of" and following in _THE_DEAD:
            return replace(phrase, more=more, last=j + 1, inner=j + 1, of_dead=True)
        if (
            word in _DETERMINERS
            and head is None
            and (
                tokens[j - 1].lower in ("of", "all")
                or (tokens[j - 2].lower == "of" and tokens[j - 1].lower in _QUOTES)
            )
        ):
            if word in _POSSESSIVES:
                who = j if who is None else who
            j += 1
            continue
        if word in words.nouns and token.tag not in ("VBG", "VBD", "VBN"):
            inner, last, head = j, j, j if head is None else head
            break
        person = words.people.get(word)
        beyond = words.people.get(following)
        if word in words.states or (word in words.verbs and token.tag in ("VBN", "VBD", "JJ", "NN", "NNP")):
            # "two wounded soldiers" goes on; in "30 wounded" the word is what happened to them.
            nation = j < stop and tokens[j + 1].entity == "NORP"
            if (beyond is not None or nation or following in words.nouns) and words.verbs.get(word) is None:
                inner = j
                j += 1
                continue
            if head is None and _qualifies(tokens, j, stop, words):
                inner = j
                j += 1
                continue
            break
        if word in _MORE and head is None:
            more = True
            last = j
            if word == "others":
                head, known, who = j, True, j
                break
            j += 1
            continue
        if person is not None and token.pos not in ("VERB", "AUX", "ADP"):
            head, last, known = j, j, True
            kind_of = kind_of if kind_of is not None and kind_of.group == "police" else person
            thing = False
            who = j if who is None else who
            nxt = tokens[j + 1] if j < stop else None
            if word in _CORPS and nxt is not None and nxt.tag[:2] == "NN" and nxt.lower not in words.people:
                # "Three security sources".
                return replace(phrase, last=j + 1, head=j + 1, thing=True)
            if nxt is not None and (
                nxt.lower in _JOINTS
                or nxt.lower in words.nouns
                or (nxt.lower in words.people and nxt.tag[:2] == "NN" and nxt.lower != "others")
                or (nxt.lower in words.things and nxt.tag[:2] == "NN")
            ):
                j += 1
                continue
            break
        if word in words.things and token.tag[:2] == "NN":
            head, last, thing, known = j, j, True, False
            if following in words.people or following in _JOINTS or following in words.nouns:
                j += 1
                continue
            if j < stop and tokens[j + 1].tag[:2] == "NN" and tokens[j + 1].lower in words.things:
                j += 1
                continue
            break
        if word in _STOPS:
            break
        modifier = token.tag in ("VBN", "VBG", "CD") and (
            tokens[token.head].i > j
            and tokens[token.head].i - j < 5
            and token.dep in ("amod", "compound", "nmod", "nummod")
        )
        if token.pos in ("NOUN", "PROPN", "ADJ") or modifier:
            if word in ("such", "many", "several"):
                break
            who = j if who is None else who
            if token.pos in ("NOUN", "PROPN"):
                head, last = j, j
            j += 1
            continue
        break
    if head is None:
        return replace(phrase, more=more, last=last, inner=inner, of_them=of_them)
    group: VictimGroup = kind_of.group if kind_of else "unknown"
    return replace(
        phrase,
        last=max(last, phrase.last),
        head=head,
        who=who if who is not None and who <= last else None,
        group=group,
        known=known,
        hostile=bool(kind_of and kind_of.hostile),
        own=bool(kind_of and kind_of.own),
        more=more,
        inner=inner,
        of_them=of_them,
        thing=thing,
    )


_TELLING = word_set("say tell report claim announce confirm add warn speak")


def _qualifies(tokens: list[Token], j: int, stop: int, words: CasualtyWords) -> bool:
    """Whether the participle at ``j`` stands before its people: "200 captured Malian soldiers"."""
    for k in range(j + 1, min(j + 4, stop) + 1):
        token = tokens[k]
        if token.lower in words.people or (token.entity == "NORP" and token.tag in ("NNS", "NNPS")):
            told = tokens[token.head]
            # "Nine killed officials say": a headline without its comma.
            return not (token.dep == "nsubj" and told.lemma in _TELLING and told.i > k)
        if token.pos not in ("ADJ", "PROPN", "NOUN"):
            return False
    return False


_TITLES = word_set(
    "mr mr. mrs mrs. ms ms. dr dr. gen gen. general colonel col col. commander captain major sheikh"
)
_THE_DEAD = word_set(
    "dead killed victims wounded injured casualties slain fatalities missing deaths fallen deceased martyrs"
)
#: "No casualty figures" is silence, not zero.
_SILENT = word_set(
    "figure figures toll tolls count counts number numbers details detail information estimate estimates "
    "breakdown report reports data list"
)
_CORPS = word_set("security police army military militia rebel enemy")
_TALLIED = word_set("dead losses toll casualties deaths")
_KIN = word_set("family families household households")
_NOBODY = frozenset(("nobody", "no-one"))


def people_phrases(
    doc: Annotation, sentence: Sentence, figures: Mapping[int, FigureMention]
) -> list[PeoplePhrase]:
    """The phrases of one sentence that may count people, in order; ``figures`` by their first token.

    >>> from counterclaim.language import annotator
    >>> from counterclaim.reading.figures import find_figures
    >>> doc = annotator().annotate("Nine Kenyan soldiers and two trucks were lost.")
    >>> found = people_phrases(doc, doc.sentences[0], {f.first: f for f in find_figures(doc)})
    >>> [(doc.words(p.first, p.last), p.group, p.thing) for p in found]
    [('Nine Kenyan soldiers', 'combatants', False), ('two trucks', 'unknown', True)]
    """
    words = casualty_words()
    tokens = doc.tokens
    found: list[PeoplePhrase] = []
    i, stop = sentence.first, sentence.last
    while i <= stop:
        token = tokens[i]
        word = token.lower
        phrase: PeoplePhrase | None = None
        figure = figures.get(i)
        if (
            figure is not None
            and not (i > sentence.first + 1 and tokens[i - 1].lower == "but" and tokens[i - 2].lower == "all")
            and not (i > sentence.first and tokens[i - 1].lower == "not")
        ):
            phrase = PeoplePhrase(
                i, figure.last, figure.core, figure.figure, more=figure.more, total=figure.total
            )
            phrase = _walk(tokens, figure.last + 1, stop, words, phrase, figures)
            if figure.figure.high == 0:
                phrase = replace(phrase, kind="none")
        elif word == "no" or (
            word in ("any", "causing") and i > sentence.first and tokens[i - 1].lower == "without"
        ):
            phrase = _walk(
                tokens, i + 1, stop, words, PeoplePhrase(i, i, i, Figure(0, 0, "none"), "none"), figures
            )
            if i < stop and tokens[i + 1].lower == "one":
                phrase = replace(phrase, last=i + 1, head=i + 1, known=True, inner=None, thing=False)
            elif (
                any(tokens[k].lower in _SILENT for k in range(i + 1, min(phrase.last + 1, stop) + 1))
                or phrase.head == i
                or not (phrase.known or phrase.inner is not None or tokens[phrase.head].entity == "NORP")
            ):
                phrase = None
        elif word == "both":
            walked = _walk(tokens, i + 1, stop, words, PeoplePhrase(i, i, i, Figure(2, 2, "exact")), figures)
            phrase = walked if walked.known and walked.inner is None else None
        elif word in _NOBODY or (
            word == "none" and i < stop and tokens[i + 1].lower in ("of", "were", "was")
        ):
            phrase = _walk(
                tokens, i + 1, stop, words, PeoplePhrase(i, i, i, Figure(0, 0, "none"), "none"), figures
            )
            phrase = replace(phrase, known=True, inner=None)
        elif (
            word == "another"
            and i < stop
            and (
                tokens[i + 1].lower in words.states
                or tokens[i + 1].lower in words.verbs
                or tokens[i + 1].lower == "was"
            )
        ):
            phrase = PeoplePhrase(i, i, i, Figure(1, 1, "exact"), "one", known=True, more=True)
        elif word in ("a", "an", "another", "the") or word in _POSSESSIVES:
            walked = _walk(
                tokens, i + 1, stop, words, PeoplePhrase(i, i, i, Figure(1, 1, "exact"), "one"), figures
            )
            tallied = walked.last < stop and tokens[walked.last + 1].lower in _TALLIED
            if tallied or tokens[walked.head].lower == "one":
                # "Its civilian dead".
                phrase = None
            elif walked.known and walked.inner is None and tokens[walked.head].lower in words.singular:
                phrase = replace(
                    walked, more=word == "another", who=walked.who if walked.who else walked.head
                )
            elif walked.known and walked.inner is None and tokens[walked.head].tag in ("NNS", "NNPS"):
                phrase = replace(
                    walked, kind="plain", figure=Figure(None, None, "unspecified"), who=walked.head
                )
        elif token.tag in ("NNS", "NNPS", "NNP", "NN", "JJ") and (
            word in words.people or token.entity == "NORP"
        ):
            walked = _walk(
                tokens,
                i,
                stop,
                words,
                PeoplePhrase(i, i, i, Figure(None, None, "unspecified"), "plain"),
                figures,
            )
            plural = tokens[walked.head].tag in ("NNS", "NNPS")
            if (
                walked.inner is None
                and not walked.thing
                and plural
                and (walked.known or token.entity == "NORP")
            ):
                phrase = replace(walked, who=i)
            elif (
                walked.known
                and tokens[walked.head].lower in words.singular
                and i > sentence.first
                and tokens[i - 1].lower in ("and", ",")
                and found
                and found[-1].kind == "one"
                and found[-1].last >= i - 2
            ):
                phrase = replace(walked, kind="one", figure=Figure(1, 1, "exact"), who=i)
        elif (
            token.entity == "PERSON" and token.pos == "PROPN" and (i == 0 or tokens[i - 1].entity != "PERSON")
        ):
            end = i
            while end < stop and tokens[end + 1].entity == "PERSON" and tokens[end + 1].pos == "PROPN":
                end += 1
            if end > i or (i > sentence.first and tokens[i - 1].lower in _TITLES):
                phrase = PeoplePhrase(i, end, end, Figure(1, 1, "exact"), "name", who=i, known=True)
        if phrase is None:
            i += 1
            continue
        if tokens[phrase.head].lower in _KIN and i > sentence.first and tokens[i - 1].lower in ("from", "of"):
            # "Seven people from one family".
            phrase = replace(phrase, thing=True)
        found.append(phrase)
        i = max(phrase.last, i) + 1
    return found
