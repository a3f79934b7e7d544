"""Text as search compares it: without case, accents and vowel points, words apart by one space."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters that Unicode does not take apart but people type without their strokes; and letters of the Arabic
#: script that keyboards of Arabic, Persian, Pashto and Urdu write differently.
_SAME = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ŋ": "n",
    "ə": "a", "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ە": "ه",
    "ھ": "ه", "ۀ": "ه", "ګ": "گ", "ٱ": "ا",
}  # fmt: skip

#: Marks that only guide the reader: accents, Hebrew points, Arabic vowel signs. The vowel signs of other
#: scripts (Devanagari, Thai, Burmese) are part of the word and stay.
_POINTS = (
    (0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0xFE20, 0xFE2F),
)  # fmt: skip

_APOSTROPHES = frozenset("'’‘ʼ`´")
#: Left out without parting a word: tatweel, joiners, soft hyphen, marks of direction, transliteration's
#: half rings.
_NOTHING = frozenset("ـ\u200b\u200c\u200d\u00ad\u200e\u200f\u2066\u2067\u2068\u2069\ufeffʿʾʻ")


def fold(text: str) -> str:
    """The words of ``text`` as search compares them, one space apart.

    >>> fold("Spīn Bōldak, Sana’a; Pakistan's")
    'spin boldak sanaa pakistan'
    >>> fold("Кам’янське") == fold("КАМ'ЯНСЬКЕ"), fold("طورخم كراسنگ") == fold("طُورخم کراسنگ")
    (True, True)
    >>> fold("Læsø, þing")
    'laeso thing'
    """
    return " ".join(word for raw in "".join(map(_folded, text)).split() if (word := _word(raw)))


def _word(raw: str) -> str:
    word = raw.strip("'").removesuffix("'s")
    return word.replace("'", "") if "'" in word else word


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    """One character, folded: letters of words, an apostrophe, nothing, or the space that parts words."""
    if char in _APOSTROPHES:
        return "'"
    if char in _NOTHING:
        return ""
    out = ""
    for part in unicodedata.normalize("NFKD", char).casefold():
        part = _SAME.get(part, part)
        at = ord(part[0])
        if any(low <= at <= high for low, high in _POINTS):
            continue
        out += part if unicodedata.category(part[0])[0] in "LNM" else " "
    return out


def find_folded(text: str, needle: str) -> tuple[int, int] | None:
    """Offsets in ``text`` of the first place whose folding begins with ``needle`` (itself folded).

    >>> find_folded("At Spīn Bōldak's gate", "boldak")
    (8, 14)
    """
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for letter in _folded(char):
            if letter == "'" or (letter == " " and letters and letters[-1] == " "):
                continue
            letters.append(letter)
            places.append(at)
    found = "".join(letters).find(needle)
    if found < 0 or not needle:
        return None
    return places[found], places[found + len(needle) - 1] + 1
