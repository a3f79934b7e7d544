"""Numbers as the news gives them: figures with bounds, digits or words, exact or vague."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from counterclaim.knowledge.casualty_words import word_set
from counterclaim.language import Annotation, Token
from counterclaim.model import Figure, Span
from counterclaim.reading.numbers import HYPHENS, SCALES, SMALL, STARTS, Number, lower_at, number_at


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure in a text. ``span`` holds its bound words too; ``first`` to ``last`` are its tokens.

    ``core`` is the first token of the number itself, ``more`` marks an increment ("another nine",
    "a further 30"), ``total`` a running total ("a total of 40").

    >>> from counterclaim.language import annotator
    >>> found = find_figures(annotator().annotate("At least nine soldiers and up to 40 rebels died."))
    >>> [(f.span.text, f.figure.low, f.figure.high, f.figure.bound) for f in found]
    [('At least nine', 9, None, 'at least'), ('up to 40', None, 40, 'up to')]
    """

    span: Span
    first: int
    last: int
    core: int
    figure: Figure
    more: bool = False
    total: bool = False


#: Words that start nothing here, but whose presence after a number shows that it counts no people.
_MEASURES = word_set(
    "year years yr yrs month months week weeks day days hour hours minute minutes seconds decade "
    "decades century centuries night nights morning mornings am pm a.m. p.m. a.m p.m gmt utc est ist "
    "bst kst edt o'clock hrs km kms kilometre kilometres kilometer kilometers mile miles metre metres "
    "meter meters foot feet m mm cm yard yards kg kilogram kilograms kilo kilos pound pounds ton tons "
    "tonne tonnes hectare hectares acre acres litre litres percent % per pc degree degrees point "
    "points dollar dollars euro euros rupee rupees usd eur cents sq square knots mph kph watts "
    "megawatts barrels"
)


_MONTHS = word_set(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. "
    "dec."
)


_MONEY = word_set("$ € £ ₹ ¥ rs rs. usd us$ a$ pkr inr")


_DESIGNATORS = word_set(
    "no no. number # article articles resolution chapter page highway route road sector district room "
    "flight channel unit brigade battalion division regiment corps grade level phase section type "
    "class group block version figure camp checkpoint building line point area zone house ward gate "
    "mark km lot step day week part act order paragraph convoy protocol operation at&t apollo g8 "
    "boeing airbus at"
) - {"at", "day", "week", "camp", "checkpoint", "house"}


_YEAR_LEADS = word_set(
    "in since of from until till by before after during year and to late early mid between , ( "
    "through around about"
)


# Bound words before a figure, longest first; matched backwards over lower-case tokens.
_BEFORE: dict[tuple[str, ...], str] = {
    tuple(words.split()): bound
    for bound, phrases in {
        "at least": "at least|at the least|at the very least|no fewer than|not fewer than|no less than|"
        "not less than|a minimum of|minimum of|atleast",
        "more than": "more than|over|upwards of|upward of|in excess of|well over|well more than|just over|"
        "far more than|much more than|exceeding|exceeded|exceeds|surpassed|surpassing|topped|"
        "soared past|climbed past|passed|beyond|slightly more than|a little more than|greater than|"
        "far over|past|above|well above|north of",
        "up to": "up to|as many as|as high as|as much as|at most|no more than|not more than|"
        "a maximum of|maximum of",
        "less than": "less than|fewer than|under|below",
        "nearly": "nearly|almost|close to|just under|approaching|just short of|nearing|some nearly|"
        "not quite|very nearly",
        "about": "about|around|some|roughly|approximately|an estimated|estimated|an approximate|"
        "in the region of|somewhere around|approx|approx.|circa|on the order of",
    }.items()
    for words in phrases.split("|")
    for phrases in (phrases,)
}


_LAST_WORDS = frozenset(words[-1] for words in _BEFORE)


_LONGEST = max(map(len, _BEFORE))


def _bound_before(tokens: list[Token], core: int, start: int) -> tuple[str, int]:
    """The bound named right before token ``core`` (not before token ``start``) and its first token."""
    i = core - 1
    while i >= start and tokens[i].lower in (
        "a",
        "an",
        "another",
        "further",
        "the",
        "possibly",
        "perhaps",
        "“",
        '"',
    ):
        i -= 1
    if i < start or tokens[i].lower not in _LAST_WORDS:
        return "", core
    for size in range(_LONGEST, 0, -1):
        if i - size + 1 < start:
            continue
        words = tuple(t.lower for t in tokens[i - size + 1 : i + 1])
        if words in _BEFORE:
            return _BEFORE[words], i - size + 1
    return "", core


def _rejected(tokens: list[Token], core: int, number: Number) -> bool:
    """Whether the number is an age, a date, a measure, a sum of money, a unit's name or the like."""
    token, last = tokens[core], number.last
    before, after = lower_at(tokens, core - 1), lower_at(tokens, last + 1)
    if before == "in" and core > 1 and number.value in _OUT_OF and _numeral(tokens, core - 2):
        # "Nine in ten of them".
        return True
    if after == "in" and last + 2 < len(tokens) and _numeral(tokens, last + 2):
        following = number_at(tokens, last + 2)
        if following is not None and following.value in _OUT_OF and following.value > (number.value or 0):
            return True
    if tokens[core].lower == "one" and last == core and before in ("the", "this", "each"):
        # "Above the one the government gave".
        return last + 1 >= len(tokens) or tokens[last + 1].pos not in ("NOUN", "PROPN", "ADJ", "NUM")
    if before in _MONEY or (before and before[-1] in "$€£₹#"):
        return True
    glued_after = last + 1 < len(tokens) and tokens[last].end == tokens[last + 1].start
    if after in _MEASURES and not (after == "m" and not glued_after):
        return True
    if after in HYPHENS and glued_after:
        follow = lower_at(tokens, last + 2)
        if follow and not follow[0].isdigit() and follow not in ("plus", "odd") and follow not in SMALL:
            return True
    if after in (":", ".", "/") and glued_after and lower_at(tokens, last + 2)[:1].isdigit():
        return True
    digit_before = core > 1 and tokens[core - 1].end == token.start and tokens[core - 2].text[-1:].isdigit()
    if before in (":", "/", ".") and digit_before:
        return True
    unnamed = last + 1 >= len(tokens) or tokens[last + 1].pos not in ("NOUN", "ADJ", "PROPN")
    if core > 1 and number.last == core and unnamed:
        # "A child of five", "children under five".
        lead = tokens[core - 2].lower
        if (before == "of" and lead in _AGED) or (before in _AGE_LIMITS and lead in _AGE_GROUPS):
            return True
    if not token.text[0].isdigit():
        return False
    return before in _DESIGNATORS or _is_age(tokens, core, last) or _is_date(tokens, core, number)


_OUT_OF = frozenset((3, 4, 5, 10, 100, 1000))


def _numeral(tokens: list[Token], k: int) -> bool:
    return tokens[k].lower in SMALL or tokens[k].text.isdigit()


_AGED = word_set("child girl boy baby infant toddler man woman youth teenager son daughter")


_AGE_LIMITS = word_set("under below over above")
_AGE_GROUPS = _AGED | word_set(
    "children girls boys babies infants men women people persons youths teenagers kids those minors males "
    "females civilians adults"
)


def _is_age(tokens: list[Token], core: int, last: int) -> bool:
    """Whether the number is someone's age: "aged 30", or in apposition, "Amina, 11, was killed"."""
    before = lower_at(tokens, core - 1)
    if before in ("aged", "age"):
        return True
    apposed = before == "," and lower_at(tokens, last + 1) == "," and last == core and core > 1
    return apposed and tokens[core - 2].pos in ("PROPN", "NOUN") and len(tokens[core].text) < 3


def _is_date(tokens: list[Token], core: int, number: Number) -> bool:
    """Whether the number is a day of a month or a year."""
    last, value = number.last, number.value or 0
    before, after = lower_at(tokens, core - 1), lower_at(tokens, last + 1)
    nouns = last + 1 < len(tokens) and tokens[last + 1].pos in ("NOUN", "ADJ", "PROPN")
    if value <= 31:
        if before in _MONTHS and tokens[core - 1].text != "may":
            return True
        if after in _MONTHS and tokens[last + 1].text != "may":
            return True
        joint = ("and", "or", "to", "-", "–")
        if core > 2 and tokens[core - 2].lower.isdigit() and tokens[core - 3].lower in _MONTHS:
            # "October 26 and 27"; after a comma only a bare number is a day.
            return before in joint or (before == "," and not nouns)
        if after in joint and last + 3 < len(tokens) and tokens[last + 2].lower.isdigit():
            return tokens[last + 3].lower in _MONTHS
    text = tokens[core].text
    if len(text) == 4 and text.isdigit() and 1900 <= value <= 2099 and number.high is None:
        return before in _YEAR_LEADS or before in _MONTHS or not nouns
    return False


_CHANGES = word_set(
    "rose rises risen rising climbed climbs jumped jumps increased increases grew grown up went "
    "soared soaring revised updated raised raising dropped fell lowered corrected changed climbing "
    "jumping increasing toll"
)


def _extended(tokens: list[Token], core: int, number: Number, stop: int) -> Number:
    """The number with the end of its range, when one follows ("two to three", "200-300", "six or seven")."""
    if number.value is None or number.high is not None:
        return number
    joint = lower_at(tokens, number.last + 1)
    opened = lower_at(tokens, core - 1)
    allowed = joint in ("to", "or") or joint in HYPHENS or (joint == "and" and opened == "between")
    if not allowed or number.last + 2 > stop:
        return number
    after = number.last + 2
    if joint == "or" and lower_at(tokens, after) in ("more", "over"):
        return number
    second = number_at(tokens, after)
    if second is None or second.value is None or second.high is not None:
        return number
    low, high = number.value, second.value
    if (
        high > 999 > low
        and any(tokens[k].lower in SCALES for k in range(after, second.last + 1))
        and low < 100
    ):
        scale = high
        while scale >= 1000:
            scale //= 1000
        low = low * (high // max(scale, 1)) if scale else low
    # "rose from 63 to 89" names two counts, not a range.
    if (
        opened == "from"
        and joint == "to"
        and not _CHANGES.isdisjoint(lower_at(tokens, core - k) for k in (2, 3, 4))
    ):
        return number
    # "one or two", "two to three": a range rises; "3-1" is something else.
    if low >= high:
        return number
    return Number(low, second.last, high=high)


def _figure(number: Number, bound: str) -> Figure:
    if number.vague:
        return Figure(None, None, number.vague)
    low = number.value or 0
    if number.high is not None:
        return Figure(low, number.high, "between")
    if low == 0 and not bound:
        return Figure(0, 0, "none")
    if number.plus:
        return Figure(low, None, "at least")
    match bound:
        case "at least":
            return Figure(low, None, bound)
        case "more than":
            return Figure(low + 1, None, bound)
        case "up to" | "nearly":
            return Figure(None, low, bound)
        case "less than":
            return Figure(None, max(low - 1, 0), bound)
        case "about":
            return Figure(low, low, bound)
        case _:
            return Figure(low, low, "exact")


def _bound_after(tokens: list[Token], last: int) -> tuple[str, int]:
    """The bound that follows a number ("or more", "or so", "-plus") and its last token."""
    one, two = lower_at(tokens, last + 1), lower_at(tokens, last + 2)
    if one == "or" and two in ("more", "over", "above"):
        return "at least", last + 2
    if one == "or" and two == "so":
        return "about", last + 2
    if one == "or" and two in ("fewer", "less"):
        return "up to", last + 2
    if one in HYPHENS and two == "plus":
        return "at least", last + 2
    if one in HYPHENS and two == "odd":
        return "about", last + 2
    if one in ("+", "plus") and (one == "+" or tokens[last].end == tokens[last + 1].start):
        return "at least", last + 1
    return "", last


def find_figures(doc: Annotation, sentences: Collection[int] | None = None) -> list[FigureMention]:
    """Every count in ``doc`` in order of place, with its bounds; only in the numbered ``sentences`` if given.

    Ages, dates, times, years, distances, money, percentages and the numbers of units and documents are
    left out; what is counted is not looked at. Never raises.

    >>> from counterclaim.language import annotator
    >>> found = find_figures(annotator().annotate("More than two dozen died on 5 May, aged 20 to 31."))
    >>> [(f.span.text, f.figure.low) for f in found]
    [('More than two dozen', 25)]
    """
    tokens = doc.tokens
    found: list[FigureMention] = []
    i, count = 0, len(tokens)
    while i < count:
        token = tokens[i]
        if not (token.lower in STARTS or token.text[0].isdigit()) or (
            sentences is not None and token.sentence not in sentences
        ):
            i += 1
            continue
        number = number_at(tokens, i)
        if number is None:
            i += 1
            continue
        sentence = doc.sentence_of(i)
        if _rejected(tokens, i, number):
            # "Aged 20 to 31" goes as one.
            i = _extended(tokens, i, number, sentence.last).last + 1
            continue
        number = _extended(tokens, i, number, sentence.last)
        if number.high is not None and _rejected(tokens, i, number):
            i = number.last + 1
            continue
        reach = found[-1].last + 1 if found else 0
        bound, first = _bound_before(tokens, i, max(sentence.first, reach))
        post, last = _bound_after(tokens, number.last)
        if number.high is not None and not bound and lower_at(tokens, i - 1) in ("between", "from"):
            first = i - 1
        if bound == "less than" and tokens[first].lower in ("under", "below") and number.vague:
            bound, first = "", i
        if number.vague.endswith(("number", "numbers")):
            # The adjective and its article belong to the words of the figure.
            first = max(sentence.first, i - (1 if number.vague == "a number" else 2))
            while first < i and tokens[first].pos == "VERB":
                first += 1
        increment = False
        k = first - 1
        while k >= max(sentence.first, reach) and tokens[k].lower in (
            "a",
            "an",
            "another",
            "further",
            "additional",
        ):
            increment = increment or tokens[k].lower not in ("a", "an")
            first, k = k, k - 1
        inner = {tokens[j].lower for j in range(first, i)}
        increment = increment or not inner.isdisjoint(("another", "further", "additional"))
        total = lower_at(tokens, first - 1) == "of" and lower_at(tokens, first - 2) == "total"
        found.append(
            FigureMention(
                Span.of(doc.text, tokens[first].start, tokens[last].end),
                first,
                last,
                i,
                _figure(number, post or bound),
                increment,
                total,
            )
        )
        i = last + 1
    return found
