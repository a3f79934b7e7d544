"""Outcomes told in several words: "lost their lives", "taken prisoner", "shot dead"."""

from __future__ import annotations

from counterclaim.knowledge.casualty_words import casualty_words, word_set
from counterclaim.language import Sentence, Token
from counterclaim.reading.casualty_flight import FLIGHT_HEADS, flight_idiom
from counterclaim.reading.casualty_verbs import BE, Role, Trigger, auxiliaries, object_follows

_SACRIFICES = [["the", kind, noun] for kind in ("supreme", "ultimate") for noun in ("sacrifice", "price")]
_CONDITIONS = word_set("critical serious stable grave severe heavy")
_WOUNDS = word_set("wounds injuries burns wound injury fractures")
_CARED = word_set("admitted treated hospitalised hospitalized taken rushed brought left lying")
_CARRIED = word_set("flown airlifted taken evacuated transferred sent referred rushed ferried moved carried")
_CLOSES = word_set(", . ; : ) ” and or but after with while said according")
_CAPTORS = word_set("their its his our enemy rebel")
_BATTLE = word_set("battle combat action fighting martyrs heroes battlefield arms weapons duty")


def _wounds(ahead: list[str]) -> int:
    """How far after "with" the wounds stand ("with bullet wounds"), or 0; another clause ends it."""
    for k, word in enumerate(ahead[:4], start=1):
        if word in _WOUNDS:
            return k
        if word in (",", ".", ";", "the", "their", "his", "her", "many", "no"):
            return 0
    return 0


def _for_treatment(tokens: list[Token], i: int, stop: int) -> int:
    """The last token of "flown to Nairobi for treatment", or 0."""
    for k in range(i + 1, min(i + 9, stop)):
        if tokens[k].lower in (",", ";", "and", "that"):
            return 0
        if tokens[k].lower == "for":
            for z in (k + 1, k + 2, k + 3):
                if z <= stop and tokens[z].lower in ("treatment", "surgery", "care"):
                    return z
            return 0
    return 0


def _in_battle(tokens: list[Token], i: int, stop: int) -> int:
    """The last token of "fell in battle", "fell with weapons in hand", or 0."""
    if i < stop and tokens[i + 1].lower in ("in", "with", "as", "on"):
        for k in range(i + 2, min(i + 6, stop) + 1):
            if tokens[k].lower in _BATTLE:
                return k
            if tokens[k].lower in (",", ";", "and"):
                return 0
    return 0


def _counts_next(tokens: list[Token], i: int, stop: int) -> bool:
    """Whether a bare number, or one of people, follows the verb at ``i``."""
    people = casualty_words().people
    k = i + 1
    while k <= min(i + 4, stop) and tokens[k].pos != "NUM":
        if tokens[k].lower not in ("at", "least", "more", "than", "some", "about", "over", "another", "a"):
            return False
        k += 1
    if k > stop or tokens[k].pos != "NUM":
        return False
    return (
        k == stop
        or tokens[k + 1].pos == "PUNCT"
        or any(tokens[z].lower in people for z in range(k + 1, min(k + 4, stop + 1)))
    )


def idiom(tokens: list[Token], i: int, sentence: Sentence) -> Trigger | None:
    """Outcomes told in several words, headed by token ``i``."""
    stop = sentence.last

    def at(k: int) -> str:
        return tokens[k].lower if sentence.first <= k <= stop else ""

    word = at(i)
    ahead = [at(k) for k in range(i + 1, i + 7)]
    if word in ("lost", "lose", "losing", "loses"):
        for k in (1, 2):
            if ahead[k] in ("lives", "life") and ahead[k - 1] in ("their", "his", "her", "its", "the", "own"):
                return Trigger(i, i, i + 1 + k, "killed", "passive")
        if ahead[0] in ("lives", "life", "contact", "control", "sight", "power"):
            return None
        return Trigger(i, i, i, "killed", "active", strict=True, loss=True)
    if word in ("lives", "life") and ahead[0] == "of":
        if any(
            at(k)
            in (
                "claimed",
                "claiming",
                "claims",
                "cost",
                "costing",
                "costs",
                "took",
                "taking",
                "taken",
                "takes",
                "claim",
            )
            for k in range(i - 3, i)
        ):
            return Trigger(i, i, i + 1, "killed", "noun")
        return None
    if word in (
        "claimed",
        "claiming",
        "claims",
        "cost",
        "costing",
        "costs",
        "took",
        "taking",
        "taken",
        "claim",
    ) and any(w in ("lives", "life") for w in ahead):
        return Trigger(i, i, i, "killed", "active", strict=True)
    if word in (
        "take",
        "took",
        "taken",
        "taking",
        "takes",
        "held",
        "hold",
        "holding",
        "holds",
        "seized",
        "seizing",
        "captured",
        "kept",
    ):
        near = [at(k) for k in range(i + 1, i + 12)]
        for k, w in enumerate(near):
            if w in ("prisoner", "hostage", "captive", "prisoners", "hostages", "captives"):
                chain = auxiliaries(tokens, i, sentence.first)
                be = "being" in chain if word.endswith("ing") else any(c in BE for c in chain)
                bare = k < 2 and not w.endswith("s") and ahead[0] in ("prisoner", "hostage", "captive", "as")
                role: Role = "passive" if be or bare else "active"
                return Trigger(i, i, i + 1 + k if role == "passive" else i, "captured", role, strict=True)
        return None
    if word in ("rubble", "debris", "ruins") and any(
        at(k) in ("under", "beneath", "trapped", "buried") for k in range(i - 4, i)
    ):
        first = next(
            k
            for k in range(max(i - 4, sentence.first), i)
            if at(k) in ("under", "beneath", "trapped", "buried")
        )
        return Trigger(first, first, i, "missing", "state", strict=True)
    if word == "treated" and ahead[0] in ("for", "in", "at"):
        return Trigger(i, i, i, "wounded", "passive", strict=True)
    if word == "condition" and any(at(k) in _CONDITIONS for k in (i - 1, i - 2)):
        return Trigger(i, i, i, "wounded", "state", strict=True)
    if word == "hospital" and at(i - 1) == "in" and ahead[0] in _CLOSES:
        # "224 dead and 1,277 in hospital"; "died in hospital" is for the verb before it.
        return Trigger(i, i - 1, i, "wounded", "state")
    if word == "with" and (wounds := _wounds(ahead)):
        first = i
        for k in range(i - 1, max(i - 3, sentence.first) - 1, -1):
            if tokens[k].pos in ("NOUN", "NUM", "PRON"):
                break
            if at(k) in _CARED:
                first = k
        return Trigger(first, first, i + wounds, "wounded", "passive" if first < i else "state", strict=True)
    if word in _CARRIED and (end := _for_treatment(tokens, i, stop)):
        return Trigger(i, i, end, "wounded", "passive")
    if (
        word in ("hospital", "hospitals")
        and (at(i - 1) == "to" or (at(i - 1) in ("the", "a") and at(i - 2) == "to"))
        and any(
            at(k) in ("taken", "rushed", "admitted", "transferred", "evacuated", "brought")
            for k in range(i - 4, i)
        )
    ):
        first = next(
            k
            for k in range(max(i - 4, sentence.first), i)
            if at(k) in ("taken", "rushed", "admitted", "transferred", "evacuated", "brought")
        )
        return Trigger(first, first, i, "wounded", "passive", strict=True)
    if word in (
        "shot",
        "shoots",
        "shoot",
        "shooting",
        "gunned",
        "mowed",
        "cut",
        "hacked",
        "burned",
        "burnt",
        "beaten",
        "stabbed",
        "bombed",
        "crushed",
        "starved",
        "put",
        "frozen",
        "froze",
        "tortured",
        "strangled",
        "choked",
    ):
        end = -1
        if ahead[0] == "dead":
            end = i + 1
        elif ahead[0] == "down" and word in ("gunned", "mowed", "cut", "shot"):
            if word != "shot" or any(w in casualty_words().people for w in ahead):
                end = i + 1
        elif ahead[0] == "to" and ahead[1] == "death":
            end = i + 2
        if end > 0:
            chain = auxiliaries(tokens, i, sentence.first)
            passive = any(c in BE for c in chain) or not object_follows(tokens, end, stop)
            return Trigger(i, i, end, "killed", "passive" if passive else "active", strict=ahead[0] == "down")
    if word == "fell" and (end := _in_battle(tokens, i, stop)):
        return Trigger(i, i, end, "killed", "passive", strict=True)
    if word == "hands" and at(i - 2) == "in" and at(i - 1) in _CAPTORS:
        return Trigger(i, i - 2, i, "captured", "state", strict=True)
    if word in ("buried", "mourned", "mourns", "mourning") and _counts_next(tokens, i, stop):
        # "We buried 23", "mourned two of its men": who buries counts the dead.
        return Trigger(i, i, i, "killed", "active", loss=True)
    if word in ("suffered", "sustained", "suffering", "sustaining", "received"):
        for k, w in enumerate(ahead[:5]):
            if w in ("injuries", "wounds", "burns", "injury", "concussions"):
                return Trigger(i, i, i + 1 + k, "wounded", "passive", strict=True)
    if word in ("embraced", "attained", "embrace", "achieved") and ahead[0] == "martyrdom":
        return Trigger(i, i, i + 1, "killed", "passive")
    if word in ("laid", "lay", "gave") and "lives" in ahead[:4]:
        return Trigger(i, i, i + 1 + ahead.index("lives"), "killed", "passive", strict=True)
    if word in ("made", "paid") and ahead[:3] in _SACRIFICES:
        return Trigger(i, i, i + 3, "killed", "passive", strict=True)
    if word in ("sent", "dispatched") and ahead[:2] == ["to", "hell"]:
        return Trigger(i, i, i + 2, "killed", "passive", strict=True)
    if word in (
        "forced",
        "driven",
        "displaced",
        "left",
        "leave",
        "leaving",
        "fled",
        "abandoned",
        "abandon",
        "quit",
    ):
        for k, w in enumerate(ahead):
            if w in ("home", "homes", "houses") and any(
                a in ("their", "from", "his", "her") for a in ahead[:k]
            ):
                if (
                    word in ("forced", "driven", "displaced")
                    and not any(c in BE for c in auxiliaries(tokens, i, sentence.first))
                    and object_follows(tokens, i, stop)
                ):
                    return Trigger(i, i, i, "displaced", "active", strict=True)
                return Trigger(i, i, i + 1 + k, "displaced", "passive", strict=True)
    if flight := flight_idiom(tokens, i, sentence):
        return flight
    if word in ("sought", "seeking", "taken", "took", "found") and ahead[0] in ("refuge", "shelter"):
        return Trigger(i, i, i + 1, "displaced", "passive", strict=True)
    return None


IDIOM_HEADS = (
    word_set(
        "suffered sustained suffering sustaining lost lose losing loses lives life claimed claiming "
        "claims claim cost costing costs take took taken taking takes held hold holding holds seized "
        "seizing captured kept rubble debris ruins treated condition hospital hospitals shot shoots shoot "
        "shooting gunned mowed cut hacked burned burnt beaten stabbed bombed crushed starved put frozen "
        "froze tortured strangled choked embraced attained embrace achieved laid lay gave sent dispatched "
        "forced driven displaced left leave leaving fled abandoned abandon quit crossed crossing sought "
        "seeking found with made paid received fell hands buried mourned mourns mourning condition"
    )
    | FLIGHT_HEADS
    | _CARRIED
)
