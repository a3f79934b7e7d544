"""For whom a way is open or shut: the modes named after a state or by the traffic itself."""

from __future__ import annotations

from counterclaim.knowledge.status_words import status_words, word_set
from counterclaim.language import Sentence, Token
from counterclaim.reading.context import Context

_STOP = word_set(
    "after because since until till as when while but although though amid due following by on from "
    "over if once where who which that with despite in at through owing only"
)
_EVERYONE = frozenset(["all", "any", "every", "everyone", "everybody"])
_GENERAL = word_set("traffic movement movements crossings travel everyone use kinds types forms passage")


def scope_after(ctx: Context, last: int, sentence: Sentence) -> tuple[tuple[str, ...], int, bool]:
    """The modes named after a state: ``(modes, last token, exception)``; ``((), last, False)`` for none.

    Reads "for trade and pedestrians", "to all but diplomats", "only for aid", "so that refugees can
    return"; up to twelve tokens, to the first word that starts another phrase.
    """
    tokens = ctx.doc.tokens
    k = last + 1
    if [t.lower for t in tokens[k : k + 3]] == ["until", "further", "notice"]:
        k += 3
    limit = min(sentence.last, k + 11)
    while (
        k <= limit
        and (
            tokens[k].tag in {"RB", "``", "''"}
            or tokens[k].lower in {"only", "again", "today", "shut", "temporarily", "down"}
            or any(t.span.start <= tokens[k].start < t.span.end for t in ctx.times)
            or (
                tokens[k].lower in {"on", "since"}
                and k < limit
                and any(
                    t.span.start <= tokens[k + 1].start < t.span.end
                    or t.span.start <= tokens[k].start < t.span.end
                    for t in ctx.times
                )
            )
            or (tokens[k].lower == "by" and k < limit and tokens[k + 1].pos == "PROPN")
            or (k > last + 1 and tokens[k - 1].lower == "by" and tokens[k].pos == "PROPN")
        )
        and tokens[k].lower not in {"so", "except"}
    ):
        k += 1
    if k > limit:
        return (), last, False
    word = tokens[k].lower
    if word == "," and k < limit and tokens[k + 1].lower in {"except", "but", "only"}:
        k += 1
        word = tokens[k].lower
    if word == "only" and k < limit:
        k += 1
        word = tokens[k].lower
    if word in {"except", "excluding", "barring"}:
        k += 1 if tokens[min(k + 1, limit)].lower not in {"for", "to"} else 2
        return (*mode_list(ctx, k, limit), True)
    if word == "so" or (
        word == "to" and k < limit and tokens[k + 1].lower in {"allow", "let", "enable", "permit"}
    ):
        k += 2 if word == "to" or tokens[min(k + 1, limit)].lower == "that" else 1
        modes, end = mode_list(ctx, k, limit)
        return modes, end if modes else last, False
    if word not in {"for", "to"}:
        return (), last, False
    if k < limit and tokens[k + 1].lower in {"traffic", "movement"}:
        return (), k + 1, False
    k += 1
    general = False
    if tokens[min(k, limit)].lower in _EVERYONE or tokens[min(k, limit)].lower in {"both", "everything"}:
        general = tokens[min(k, limit)].lower in _EVERYONE
        k += 1
        if k <= limit and tokens[k].lower in {"but", "except"}:
            modes, end = mode_list(ctx, k + 1, limit)
            return modes, end if modes else last, bool(modes)
        if general and k <= limit and tokens[k].lower in _GENERAL:
            end = k
            if k + 1 <= limit and tokens[k + 1].lower in {"but", "except"}:
                modes, end = mode_list(ctx, k + 2, limit)
                return modes, end if modes else k, bool(modes)
            return (), end, False
    modes, end = mode_list(ctx, k, limit)
    return (modes, end, False) if modes else ((), last, False)


def mode_list(ctx: Context, k: int, limit: int) -> tuple[tuple[str, ...], int]:
    """Modes in a list of noun phrases that begins at token ``k``, and the last token read."""
    tokens = ctx.doc.tokens
    scopes = status_words().scopes
    found: list[str] = []
    end = k - 1
    aid = False
    while k <= limit:
        token = tokens[k]
        word = token.lower
        if word == "on" and k < limit and tokens[k + 1].lower == "foot":
            # "people on foot", "those on foot"
            found = [*(f for f in found if f not in {"people", "travellers"}), "pedestrians"]
            end = k + 1
            k += 2
            continue
        if word in _STOP or token.text in {";", ".", "(", ":", "—", "!"}:
            break
        if any(t.span.start <= token.start < t.span.end for t in ctx.times):
            break
        mode = scopes.get(word) or status_words().traffic.get(word) or None
        if mode is not None:
            after = scopes.get(tokens[k + 1].lower) if k + 1 <= limit else None
            if after in {"flights", "vehicles"} and mode in {"civilians", "passengers", "trade"}:
                pass
            elif mode == "aid":
                aid = True
                found.append(mode)
            elif (
                aid
                and mode in {"cargo", "trucks"}
                and tokens[k - 1].lower in {"humanitarian", "aid", "relief"}
            ):
                pass
            elif not (found and mode in {"trucks", "vehicles", "flights"} and _same_phrase(tokens, k)):
                found.append(mode)
            end = k
        elif (
            (
                token.tag in {"VBD", "VBZ", "VBP", "MD", "VB"}
                and word not in {"import", "export", "transit"}
                and (found or not word.endswith("ed"))
            )
            or (token.text == "," and (not _listed(ctx, k + 1, min(limit, k + 2))))
            or (word == "and" and not _listed(ctx, k + 1, limit))
        ):
            break
        elif (
            word in {"traffic", "movement", "movements", "travel", "crossings", "crossing", "operations"}
            and found
        ):
            end = k
        k += 1
    return tuple(dict.fromkeys(found)), end


def _same_phrase(tokens: list[Token], k: int) -> bool:
    """Whether the token before also names a mode, so that "cargo trucks" is one mode, not two."""
    return k > 0 and tokens[k - 1].lower in status_words().scopes


def _listed(ctx: Context, k: int, limit: int) -> bool:
    """Whether a mode follows within three tokens without a verb, so that the list goes on."""
    for token in ctx.doc.tokens[k : min(k + 4, limit + 1)]:
        if token.lower == "the":
            return False
        if token.lower in status_words().scopes or status_words().traffic.get(token.lower):
            return True
        if token.tag in {"VBD", "VBZ", "VBP", "MD"} or token.lower in _STOP or token.text in {",", ";"}:
            return False
    return False


def traffic_scope(ctx: Context, noun: int, floor: int) -> tuple[str, ...] | None:
    """The modes that a traffic noun and the words before it name: "commercial traffic" is trade.

    None where it names all traffic.
    """
    tokens = ctx.doc.tokens
    words = status_words()
    found: list[str] = []
    k = noun
    while k >= floor:
        word = tokens[k].lower
        if k != noun and tokens[k].tag not in {
            "JJ",
            "NN",
            "NNS",
            "CC",
            ",",
            "HYPH",
            "VBG",
            "NNP",
            "CD",
            "DT",
        }:
            break
        mode = words.scopes.get(word) or words.traffic.get(word, "")
        if mode:
            found.append(mode)
        k -= 1
    if "flights" in found:
        found = ["flights"]
    if "aid" in found and "cargo" in found:
        found.remove("cargo")
    if "pedestrians" in found and "travellers" in found:
        found.remove("travellers")
    found.reverse()
    return tuple(dict.fromkeys(found)) or None
