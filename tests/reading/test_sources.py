"""Who speaks: pronouns, descriptions, surnames, sides, wires, channels and excuses, in many wars."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.language import Annotation, annotator
from counterclaim.model import Attribution, Report, Source
from counterclaim.reading.actors import find_actors
from counterclaim.reading.attribution import find_attributions
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes
from counterclaim.reading.sources import resolve_sources
from counterclaim.reading.times import find_times

_PARSED: dict[str, Annotation] = {}
DAY = "2024-05-15"  # A Wednesday.


def context(text: str) -> Context:
    if text not in _PARSED:
        _PARSED[text] = annotator().annotate(text)
    doc = _PARSED[text]
    ctx = Context(Report(text, published=DAY), doc)
    ctx.quotes, ctx.times, ctx.actors = find_quotes(text), find_times(doc, DAY), find_actors(doc, DAY)
    return ctx


def resolved(text: str, *pairs: tuple[str | None, str | None]) -> list[Attribution]:
    """The attributions of ``pairs`` (source words, cue words), met in that order, resolved.

    Content is what the cue's sentence has before the pair, or else after it; a pair without a cue is a
    bare quotation that goes on, given by its own words.
    """
    ctx, at = context(text), 0
    for source, cue in pairs:
        if cue is None:
            start = text.index(source or "", at)
            at = start + len(source or "")
            ctx.attributions.append(Attribution(None, None, (ctx.span(start, at),), form="direct"))
            continue
        sentence = next(s for s in ctx.doc.sentences if cue in text[max(at, s.start) : s.end] and s.end > at)
        low = max(at, sentence.start)
        left = text.index(source, low) if source else -1
        right = text.index(cue, low)
        first = min(p for p in (left, right) if p >= 0)
        last = max(left + len(source or ""), right + len(cue))
        end = next(s.end for s in ctx.doc.sentences if s.end >= last)
        if (clause := text.find(" that ", last, end)) >= 0:
            last = clause
        content = (low, first) if first - low > 12 else (last, end)
        words = text[content[0] : content[1]]
        inner = ctx.span(content[0] + len(words) - len(words.lstrip()), content[0] + len(words.rstrip()))
        ctx.attributions.append(
            Attribution(
                ctx.span(left, left + len(source)) if source else None,
                ctx.span(right, right + len(cue)),
                (inner,),
            )
        )
        at = max(left, right) + 1
    return resolve_sources(ctx)


def speaker(attribution: Attribution) -> Source:
    assert attribution.speaker is not None
    return attribution.speaker


def check(attribution: Attribution, **expected: Any) -> None:
    who = speaker(attribution)
    for key, value in expected.items():
        if key in ("agency", "channel"):
            assert getattr(attribution, key) == value, key
        elif key == "said":
            assert (attribution.said.start if attribution.said else None) == value
        elif key == "reason":
            assert (who.anonymity_reason.text if who.anonymity_reason else None) == value
        else:
            assert getattr(who, key) == value, key


def test_order_and_spans_are_kept() -> None:
    text = "Chad said it was calm. Niger denied it."
    result = resolved(text, ("Chad", "said"), ("Niger", "denied"))
    assert [a.source.text for a in result if a.source] == ["Chad", "Niger"]
    for a in result:
        span = speaker(a).span
        assert span is not None
        assert text[span.start : span.end] == span.text


def test_sudan_descriptions() -> None:
    text = (
        "Sudan's army said it had retaken a bridge. The Rapid Support Forces denied the claim. "
        "A spokesman for the paramilitary group told AFP that it held every street. "
        "He added that the army had fled."
    )
    army, rsf, man, he = resolved(
        text,
        ("Sudan's army", "said"),
        ("The Rapid Support Forces", "denied"),
        ("A spokesman for the paramilitary group", "told"),
        ("He", "added"),
    )
    check(army, side=("Sudan",), anonymous=False)
    check(rsf, side=("RSF",), actor="SDN-RSF")
    check(man, side=("RSF",), agency="AFP", role="spokesman", anonymous=False)
    check(he, side=("RSF",), agency="AFP", name=speaker(man).name)


def test_bare_surname_and_title_case_office() -> None:
    text = (
        "Ukrainian Deputy Energy Minister Olha Marchenko said two plants were hit. "
        "Marchenko said repairs would take weeks. She thanked the crews."
    )
    first, again, she = resolved(
        text,
        ("Ukrainian Deputy Energy Minister Olha Marchenko", "said"),
        ("Marchenko", "said"),
        ("She", "thanked"),
    )
    check(first, name="Olha Marchenko", role="deputy energy minister", side=("Ukraine",), anonymous=False)
    check(again, name="Olha Marchenko", side=("Ukraine",))
    check(she, name="Olha Marchenko", side=("Ukraine",))


@pytest.mark.parametrize(
    "text",
    [
        "Ibrahim Sow, Mali's security minister, said the road was shut.",
        "Mali's security minister, Ibrahim Sow, said the road was shut.",
        "Malian Security Minister Ibrahim Sow said the road was shut.",
    ],
)
def test_appositions(text: str) -> None:
    (one,) = resolved(text, ("Ibrahim Sow", "said"))
    check(one, name="Ibrahim Sow", role="security minister", side=("Mali",), anonymous=False)


def test_excuse_belongs_to_the_speaker_and_goes_on() -> None:
    text = (
        "A senior Rwandan officer told Reuters that no troops had crossed. "
        "“We hold our side,” said the officer, "
        "who spoke on condition of anonymity because he feared reprisals. "
        "“Nothing more,” he said. A Congolese officer said shells fell on Goma."
    )
    one, two, three, other = resolved(
        text,
        ("A senior Rwandan officer", "told"),
        ("the officer", "said"),
        ("he", "said"),
        ("A Congolese officer", "said"),
    )
    for a in (one, two, three):
        check(a, side=("Rwanda",), anonymous=True, agency="Reuters", reason="he feared reprisals")
    check(other, side=("DR Congo",), anonymous=True, agency=None, reason=None)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("who asked not to be named", "asked not to be named"),
        ("speaking on condition of anonymity", "on condition of anonymity"),
        ("speaking anonymously to discuss a classified matter", "to discuss a classified matter"),
        ("who was not authorized to brief the press", "was not authorized to brief the press"),
        ("whose name was withheld for security reasons", "security reasons"),
        ("who declined to be identified citing safety", "safety"),
        ("who requested anonymity as talks went on", "talks went on"),
        ("who was not permitted to speak publicly", "was not permitted to speak publicly"),
    ],
)
def test_excuses(words: str, reason: str) -> None:
    text = f"An aid official, {words}, said the depot was empty."
    (one,) = resolved(text, ("An aid official", "said"))
    assert speaker(one).anonymous
    check(one, reason=reason)


def test_another_is_new() -> None:
    text = (
        "A Kenyan officer told the BBC that the post was lost. Another officer said it was held. "
        "Other Kenyan officials said nobody was hurt."
    )
    first, second, third = resolved(
        text, ("A Kenyan officer", "told"), ("Another officer", "said"), ("Other Kenyan officials", "said")
    )
    check(first, side=("Kenya",), agency="BBC")
    check(second, side=(), agency=None, anonymous=True)
    check(third, side=("Kenya",), agency=None, anonymous=True)


@pytest.mark.parametrize(
    "words",
    ["Both sides", "Each side", "Officials from both countries", "The two governments", "Neither side"],
)
def test_both_sides(words: str) -> None:
    text = "Thai and Cambodian troops clashed. Thailand and Cambodia met in May. "
    text += f"{words} said the line was calm."
    (one,) = resolved(text, (words, "said"))
    assert set(speaker(one).side) == {"Thailand", "Cambodia"}


def test_named_pairs() -> None:
    text = "Kenya, Uganda and Qatar said talks would go on. Neither Asmara nor Djibouti confirmed it."
    three, neither = resolved(
        text, ("Kenya, Uganda and Qatar", "said"), ("Neither Asmara nor Djibouti", "confirmed")
    )
    assert set(speaker(three).side) == {"Kenya", "Uganda", "Qatar"}
    assert set(speaker(neither).side) == {"Eritrea", "Djibouti"}


@pytest.mark.parametrize(
    "words",
    [
        "Several border officials",
        "Residents of Nyala",
        "A Sudanese doctor",
        "Yemeni medical sources",
        "A former Ukrainian general",
        "Syrian opposition activists",
        "Security sources",
        "An Armenian analyst",
        "A man from Goma",
        "Russian television",
        "Local media",
        "Iran-backed fighters",
        "A Kenyan civil society leader",
        "The Syrian Doctors Union",
        "A Western diplomat in Kabul",
    ],
)
def test_no_side_on_weak_grounds(words: str) -> None:
    (one,) = resolved(f"{words} said that the road was shut.", (words, "said"))
    assert speaker(one).side == ()


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("officials in Khartoum", "Sudan"),
        ("The defence ministry in Moscow", "Russia"),
        ("An Armenian official in Baku", "Armenia"),
        ("Pakistan's ambassador to India", "Pakistan"),
        ("A spokesman for the Ethiopian military", "Ethiopia"),
        ("The Hamas-run health ministry", "Hamas"),
        ("UN experts", "UN"),
        ("The head of the UN mission in Libya", "UN"),
        ("A Ugandan army statement", "Uganda"),
    ],
)
def test_side_from_the_phrase(words: str, side: str) -> None:
    text = f"{words[:1].upper()}{words[1:]} said that the road was shut."
    (one,) = resolved(text, (text[: len(words)], "said"))
    assert speaker(one).side == (side,)


def test_bare_office_takes_the_one_state_of_the_passage() -> None:
    text = (
        "Bandits have stepped up raids on Nigerian soldiers near the border with Niger.\n"
        "At least 40 people have died since March, a military spokesman said on Tuesday."
    )
    (one,) = resolved(text, ("a military spokesman", "said"))
    check(one, side=("Nigeria",), said="2024-05-14", anonymous=False)


def test_bare_office_between_two_states_is_nobodys() -> None:
    text = "Indian troops and Pakistani forces exchanged fire. Four men died, a military spokesman said."
    (one,) = resolved(text, ("a military spokesman", "said"))
    assert speaker(one).side == ()


def test_capital_before_the_office() -> None:
    text = "Armenia blamed its neighbour. In Baku, the defence ministry said shells had landed in a village."
    _, one = resolved(text, ("Armenia", "blamed"), ("the defence ministry", "said"))
    assert speaker(one).side == ("Azerbaijan",)


def test_possessive_spokesman() -> None:
    text = "Hezbollah denied the charge. Its spokesman Karim Saleh said the group had not fired."
    _, one = resolved(text, ("Hezbollah", "denied"), ("Its spokesman Karim Saleh", "said"))
    check(one, name="Karim Saleh", side=("Hezbollah",), role="spokesman")


def test_source_in_the_ministry() -> None:
    text = "Ethiopia's defence ministry said two men died. Sources in the ministry spoke of ten."
    _, one = resolved(text, ("Ethiopia's defence ministry", "said"), ("Sources in the ministry", "spoke of"))
    check(one, side=("Ethiopia",), anonymous=True)


def test_statement_and_report_speak_for_their_author() -> None:
    text = (
        "Colombia's army said two guerrillas died. The same statement put the wounded at six. "
        "A UN report said 300 families had fled. The report blamed floods."
    )
    army, same, un, report = resolved(
        text,
        ("Colombia's army", "said"),
        ("The same statement", "put"),
        ("A UN report", "said"),
        ("The report", "blamed"),
    )
    check(same, side=speaker(army).side, channel="statement")
    check(un, side=("UN",), channel="report", anonymous=False)
    check(report, side=("UN",))


def test_a_title_has_no_side_and_a_power_s_own_medium_has() -> None:
    text = "TASS reported a blast in Kursk. AP said windows broke. Syrian state TV showed smoke."
    tass, ap, tv = resolved(text, ("TASS", "reported"), ("AP", "said"), ("Syrian state TV", "showed"))
    check(tass, name="TASS", role="state media", side=(), agency="TASS", anonymous=False)
    check(ap, name="AP", role="news agency", side=())
    check(tv, role="state media", side=("Syria",))


def test_relative_pronoun_and_the_country() -> None:
    text = "Kinshasa accused Kigali of sending troops, which the country denied. "
    text += "Haifa Nasser, who leads a clinic, said so."
    _, country, who = resolved(text, ("Kinshasa", "accused"), ("the country", "denied"), ("who", "leads"))
    assert speaker(country).side == ("Rwanda",)
    assert speaker(who).name == "Haifa Nasser"


@pytest.mark.parametrize(
    ("text", "source", "cue", "channel", "agency"),
    [
        ("The mayor told a news conference that it was over.", "The mayor", "told", "news conference", None),
        ("It was over, the mayor wrote on Telegram.", "the mayor", "wrote", "social media", None),
        ("The mayor said in a post on X that it was over.", "The mayor", "said", "social media", None),
        (
            "The envoy told the Security Council in a letter that it was over.",
            "The envoy",
            "told",
            "letter",
            None,
        ),
        ("Premier Jan Kos told lawmakers that it was over.", "Premier Jan Kos", "told", "parliament", None),
        ("The mayor told state television that it was over.", "The mayor", "told", "state television", None),
        ("The mayor told Reuters by phone that it was over.", "The mayor", "told", "phone", "Reuters"),
        (
            "The mayor said in an interview with Al Jazeera that it was over.",
            "The mayor",
            "said",
            "interview",
            "Al Jazeera",
        ),
        ("It was over, the mayor was quoted by IRNA as saying.", "the mayor", "saying", None, "IRNA"),
        (
            "It was over, said the mayor in a statement carried by SANA.",
            "the mayor",
            "said",
            "statement",
            "SANA",
        ),
        (
            "The mayor, quoted by Dawn, said that it was over.",
            "The mayor, quoted by Dawn",
            "said",
            None,
            "Dawn",
        ),
        ("The mayor said that it was over.", "The mayor", "said", None, None),
    ],
)
def test_channels_and_wires(
    text: str, source: str, cue: str, channel: str | None, agency: str | None
) -> None:
    (one,) = resolved(text, (source, cue))
    assert (one.channel, one.agency) == (channel, agency)


@pytest.mark.parametrize(
    ("text", "source", "cue", "said"),
    [
        ("The junta said on Monday that the post fell last week.", "The junta", "said", "2024-05-13"),
        ("On Tuesday, the junta said the post had fallen.", "the junta", "said", "2024-05-14"),
        ("The junta said that the post fell on Sunday.", "The junta", "said", None),
        ("The post fell on Sunday, the junta told parliament on Tuesday.", "the junta", "told", "2024-05-14"),
        ("The junta condemned Sunday's strike.", "The junta", "condemned", None),
    ],
)
def test_when_it_was_said(text: str, source: str, cue: str, said: str | None) -> None:
    (one,) = resolved(text, (source, cue))
    assert (one.said.start if one.said else None) == said


def test_a_wire_does_not_outlive_a_new_occasion() -> None:
    text = (
        "Governor Oleh Bondar told AFP that a dam broke. He said later on Telegram that it held. "
        "“It is safe,” he said."
    )
    first, second, third = resolved(text, ("Governor Oleh Bondar", "told"), ("He", "said"), ("he", "said"))
    assert (first.agency, second.agency, third.agency) == ("AFP", None, None)


def test_a_quotation_without_source_goes_on() -> None:
    text = "“We stay,” said Colonel Idriss Abakar of Chad's army.\n“Nobody will move us.”"
    first, more = resolved(
        text, ("Colonel Idriss Abakar of Chad's army", "said"), ("“Nobody will move us.”", None)
    )
    check(first, side=("Chad",), name="Idriss Abakar")
    check(more, name="Idriss Abakar", side=("Chad",))


def test_bodies_in_capitals_are_no_pronouns() -> None:
    text = "WHO said a ward was hit. US said it would help."
    who, us = resolved(text, ("WHO", "said"), ("US", "said"))
    assert speaker(who).side == ("UN",)
    assert speaker(us).name == "US"


def test_dateline_is_no_part_of_the_speaker() -> None:
    text = "Nairobi: Somalia and Ethiopia said they would talk."
    (one,) = resolved(text, ("Nairobi: Somalia and Ethiopia", "said"))
    assert set(speaker(one).side) == {"Somalia", "Ethiopia"}


def test_several_speakers_in_one_phrase() -> None:
    text = "Kurdish-led Syrian Democratic Forces said jets had struck. "
    text += "Ethiopian army chief Birhanu Jula denied it. The general called it false. "
    text += "One of the pilots said he saw smoke."
    body, chief, general, one = resolved(
        text,
        ("Kurdish-led Syrian Democratic Forces", "said"),
        ("Ethiopian army chief Birhanu Jula", "denied"),
        ("The general", "called"),
        ("One of the pilots", "said"),
    )
    check(body, side=("SDF",))
    check(chief, side=("Ethiopia",), role="army chief")
    check(general, name="Birhanu Jula")
    check(one, side=(), anonymous=True)


def test_a_named_president_is_not_the_passages_state() -> None:
    text = "Kosovo's prime minister accused Serbia of sending gunmen. President Zoran Ilić rejected that."
    _, president = resolved(
        text, ("Kosovo's prime minister", "accused"), ("President Zoran Ilić", "rejected")
    )
    assert speaker(president).side == ()


def test_a_body_of_a_place_is_not_the_states() -> None:
    text = "Sudan's army shelled the town. A spokesman for the Kadugli government said two men died."
    (one,) = resolved(text, ("A spokesman for the Kadugli government", "said"))
    assert speaker(one).side == ()


def test_pronoun_without_antecedent() -> None:
    (one,) = resolved("He said it was over.", ("He", "said"))
    check(one, name=None, side=(), anonymous=False)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["He said", "the army", "told AFP", "Mali", "who", ",", "“", "”", ".", "Both sides", "said", ":",
             "\n", "an official", "on Monday", "Its", "🙂", "مرحبا", "X", "(", "its spokesman",
             "Ana Bell", "'s"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    ctx = context(text)
    ctx.attributions = find_attributions(ctx)
    result = resolve_sources(ctx)
    assert len(result) == len(ctx.attributions)
    for before, after in zip(ctx.attributions, result, strict=True):
        assert (before.source, before.cue, before.content, before.parent) == (
            after.source,
            after.cue,
            after.content,
            after.parent,
        )
        reason = after.speaker.anonymity_reason if after.speaker else None
        assert reason is None or text[reason.start : reason.end] == reason.text
