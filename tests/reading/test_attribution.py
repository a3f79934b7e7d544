"""Sources, cues and contents in many forms; nesting, chains, quotations over paragraphs; odd text."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language import annotator
from counterclaim.model import Attribution, Report
from counterclaim.reading.attribution import assemble, find_attributions
from counterclaim.reading.attribution_spans import Candidate, Text
from counterclaim.reading.context import Context
from counterclaim.reading.quotes import find_quotes


def context(text: str) -> Context:
    return Context(Report(text), annotator().annotate(text), quotes=find_quotes(text))


def read(text: str) -> list[Attribution]:
    return find_attributions(context(text))


def parts(a: Attribution) -> tuple[str | None, str | None, list[str]]:
    return a.source.text if a.source else None, a.cue.text if a.cue else None, [c.text for c in a.content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The general staff in Juba said that nine men were missing.",
            "The general staff in Juba",
            "said",
            ["that nine men were missing"],
        ),
        (
            "Nine men were missing, the general staff in Juba said on Friday.",
            "the general staff in Juba",
            "said",
            ["Nine men were missing"],
        ),
        (
            "The rebels, the army said, had left by dawn.",
            "the army",
            "said",
            ["The rebels", "had left by dawn"],
        ),
        (
            "According to the mayor of Kupiansk, the mill burned down.",
            "the mayor of Kupiansk",
            "According to",
            ["the mill burned down"],
        ),
        (
            "Kigali accused Kinshasa of arming the militia.",
            "Kigali",
            "accused",
            ["Kinshasa of arming the militia"],
        ),
        (
            "The militia is accused by rights groups of burning homes.",
            "rights groups",
            "is accused",
            ["The militia", "of burning homes"],
        ),
        ("Delhi urged both sides to pull back.", "Delhi", "urged", ["both sides to pull back"]),
        ("The junta vowed to retake the town.", "The junta", "vowed", ["to retake the town"]),
        ("Santiago called for talks.", "Santiago", "called for", ["talks"]),
        (
            "Houthi claims that the ship was sunk spread fast.",
            "Houthi",
            "claims",
            ["that the ship was sunk"],
        ),
        ("The commander is believed to be dead.", None, "is believed", ["The commander", "to be dead"]),
    ],
)
def test_forms(text: str, source: str | None, cue: str, content: list[str]) -> None:
    assert parts(read(text)[0]) == (source, cue, content)


def test_split_quotation_is_one_attribution() -> None:
    [a] = read('"We asked for help," the nurse said. "Nobody came."')
    assert [c.text for c in a.content] == ['"We asked for help,"', '"Nobody came."']
    assert a.form == "direct"


def test_quotation_over_paragraphs_stays_with_its_speaker() -> None:
    [a] = read("The nurse said: “We asked for help.\n\n“Nobody came.\n\n“Then we left.”")
    assert len(a.content) == 3


def test_addressee_and_class() -> None:
    [a] = read("A border guard told Reuters that the gate was locked.")
    assert a.addressee is not None
    assert a.addressee.text == "Reuters"
    assert a.cue_class == "claim"


def test_elided_subjects_keep_the_speaker() -> None:
    found = read(
        "The army said it had taken the hill and denied that anyone was hurt, adding that talks go on."
    )
    assert [parts(a)[:2] for a in found] == [
        ("The army", "said"),
        ("The army", "denied"),
        ("The army", "adding"),
    ]
    assert [a.stance for a in found] == ["asserts", "denies", "asserts"]


def test_relay_speaks_under_the_report() -> None:
    found = read("State radio reported, citing a military source, that three posts had fallen.")
    relay = next(a for a in found if a.rule == "relay")
    assert parts(relay) == ("a military source", "citing", ["that three posts had fallen"])
    assert relay.parent is not None
    assert parts(found[relay.parent])[0] == "State radio"


def test_nesting_points_at_the_parent() -> None:
    found = read("The envoy said the rebels had denied shelling the camp.")
    child = next(a for a in found if a.stance == "denies")
    assert child.parent is not None
    assert parts(found[child.parent])[1] == "said"


def test_trailing_answer() -> None:
    found = read("The UN says the army burned the camp, a charge the generals deny.")
    assert [(a.stance, parts(a)[0]) for a in found] == [("asserts", "The UN"), ("denies", "the generals")]
    assert found[0].content[0].text == "the army burned the camp"


def test_headline_and_transcript() -> None:
    [a] = read("Dozens killed in raid on Tine: officials")
    assert parts(a) == ("officials", ":", ["Dozens killed in raid on Tine"])
    found = read("KERIMOV: We did not fire.\nHOST: Who did?")
    assert [parts(a)[0] for a in found] == ["KERIMOV", "HOST"]


def test_dateline_is_no_speaker() -> None:
    found = read("GOMA: Nine people drowned, the governor said.")
    assert [parts(a) for a in found] == [("the governor", "said", ["Nine people drowned"])]


def test_own_voice_has_no_attribution() -> None:
    assert read("Fighting spread to a third district of Omdurman on Friday.") == []


def test_refused_verb_is_not_a_second_statement() -> None:
    [a] = read("The junta refused to say how many men were missing.")
    assert (a.stance, a.cue_class) == ("does_not_confirm", "no_comment")


def test_a_denied_report_of_nobody_is_the_denial_alone() -> None:
    [a] = read("Seoul dismisses reports that a drone crossed the line.")
    assert (a.stance, parts(a)[0]) == ("denies", "Seoul")
    found = read("Accra rejects claims by Lome that its men crossed over.")
    assert [x.stance for x in found] == ["denies", "asserts"]
    assert found[1].parent == 0


@pytest.mark.parametrize(
    ("text", "source", "stance"),
    [
        ("Kyiv has yet to confirm the loss.", "Kyiv", "does_not_confirm"),
        ("The AP was unable to verify when it was filmed.", "The AP", "does_not_confirm"),
        ("Lima stopped short of blaming Quito.", "Lima", "does_not_confirm"),
        ("The palace would not be drawn on the toll.", "The palace", "does_not_confirm"),
        ("Neither ministry has commented.", "Neither ministry", "does_not_confirm"),
        ("The army hit a school, a charge dismissed by the junta.", "the junta", "denies"),
        ("A general called the video fake.", "A general", "denies"),
    ],
)
def test_answers_and_silences(text: str, source: str, stance: str) -> None:
    assert (source, stance) in [(parts(a)[0], a.stance) for a in read(text)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("1/ Thai army says the pass is shut.", "Thai army", "the pass is shut"),
        ("09:42 Kyiv's mayor says a depot was hit.", "Kyiv's mayor", "a depot was hit"),
        ("ADEN, May 3 (Example) - A mine killed two, medics said.", "medics", "A mine killed two"),
        ("Health ministry: 13 civilians dead.", "Health ministry", "13 civilians dead"),
        ("The army on Monday said it held the bridge.", "The army", "it held the bridge"),
        ("The army said about 300 men were missing.", "The army", "about 300 men were missing"),
        ("That pass, guides argue, could close.", "guides", "could close"),
        ("By their count 58 soldiers died.", "their", "58 soldiers died"),
    ],
)
def test_the_edges_of_live_blogs_datelines_and_lost_parses(text: str, source: str, content: str) -> None:
    found = read(text)
    assert any(parts(a)[0] == source and content in parts(a)[2] for a in found), [parts(a) for a in found]


def test_a_second_proposer_passes_through_the_same_steps() -> None:
    text = "Kiosk 9 repeats: the dam held."
    ctx = context(text)
    candidate = Candidate((0, 7), (8, 15), [(17, 29)], "claim", "tagger", engine="encoder")
    [a] = assemble(ctx, Text(ctx.doc, ctx.quotes), [candidate])
    assert (a.engine, a.stance, a.content[0].text) == ("encoder", "asserts", "the dam held")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a",
        "said",
        "“",
        "said said said.",
        "💥💥",
        "قال المتحدث إن الجيش انسحب.",
        "HE SAID HE SAID",
        ": : :",
        "\n\n\n",
    ],
)
def test_odd_text_never_raises(text: str) -> None:
    for a in read(text):
        assert a.content


MIXED = (
    "the army said denied that rebels fled , . “ ” \" ' according to accused of which neither nor by "
    "citing officials : \n claims a charge told AFP reportedly has not confirmed"
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(MIXED.split(" ")), max_size=25))
def test_spans_hold_on_any_words(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    for k, a in enumerate(found):
        for span in (a.source, a.cue, a.hedge, a.addressee, *a.content):
            assert span is None or text[span.start : span.end] == span.text != ""
        assert a.parent is None or (0 <= a.parent < len(found) and a.parent != k)
        assert 0 <= a.confidence <= 1
    assert found == read(text)
    assert all(dataclasses.is_dataclass(a) for a in found)


def test_parents_have_no_cycles() -> None:
    text = (
        "The mayor said the army said it was told by the mayor that rebels, he added, were said to be near."
    )
    found = read(text)
    for start in range(len(found)):
        seen, at = set(), start
        while found[at].parent is not None:
            assert at not in seen
            seen.add(at)
            at = found[at].parent or 0


def test_a_plural_noun_after_by_is_no_verb() -> None:
    found = read(
        "Crossings at Rusumo were shut after clashes prompted by rebel claims that Goma fired first."
    )
    assert not any(a.source and "Crossings" in a.source.text for a in found)


def test_people_who_seek_shelter_say_nothing() -> None:
    assert read("Some 4,600 persons sought refuge at the base.") == []


def test_a_body_speaks_in_a_message_somebody_signed() -> None:
    text = "The front, in a message signed by one of its commanders, Ali Bako, said that it held the town."
    assert parts(read(text)[0])[0] == "The front"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The State Prosecutor's Office has opened files for 248 homicides and 276 kidnappings.",
            "The State Prosecutor's Office",
            "files for 248 homicides and 276 kidnappings",
        ),
        (
            "As it became known from the ministry, 12 soldiers were killed near Goris.",
            "the ministry",
            "12 soldiers were killed near Goris",
        ),
        (
            "It became known from the ministry that 12 soldiers were killed near Goris.",
            "the ministry",
            "that 12 soldiers were killed near Goris",
        ),
        (
            "From the side of the army it was announced that four soldiers were killed.",
            "the army",
            "that four soldiers were killed",
        ),
        ("The figure of 30 dead was given by the mayor.", "the mayor", "The figure of 30 dead"),
        ("By the ministry's own reckoning, 31 men have died.", "the ministry", "31 men have died"),
        ("Nine men died. This was announced by the governor.", "the governor", "Nine men died"),
        ("The army acknowledged two dead and ten wounded.", "The army", "two dead and ten wounded"),
        (
            "The Front of Resistance of Oromia said in an e-mailed statement that 26 guards had been caught "
            "and up to 14 hurt.",
            "The Front of Resistance of Oromia",
            "that 26 guards had been caught and up to 14 hurt",
        ),
        (
            "The Red Crescent has registered 25,000 new arrivals since October, most of them women.",
            "The Red Crescent",
            "25,000 new arrivals since October, most of them women",
        ),
        (
            "A spokeswoman for the jailed preacher Idris al-Mansur denied a French claim that he had fled.",
            "A spokeswoman for the jailed preacher Idris al-Mansur",
            "a French claim that he had fled",
        ),
    ],
)
def test_frames_of_translated_and_official_reports(text: str, source: str, content: str) -> None:
    assert (source, [content]) in [(who, what) for who, _, what in map(parts, read(text))]


def test_evidence_and_experience_do_not_speak() -> None:
    found = read("A guide said tyre tracks pointed to at least 20 captured.")
    assert [parts(a)[0] for a in found] == ["A guide"]
    assert read("It is known from experience that tanks burn.") == []
    assert read("The ministry opened 12 new clinics.") == []
    assert read("Thirty-one people died, judging by the lists the clinic hung up.") == []


def test_source_ends_before_a_relative_clause_with_a_cue() -> None:
    text = '"We are out of blood," said a nurse at the clinic in Bria, where she said 28 men were treated.'
    assert parts(read(text)[0])[0] == "a nurse at the clinic in Bria"


def test_the_counted_dead_do_not_put_a_toll() -> None:
    text = "The rebel spokesman alleged that 58 Congolese soldiers were killed and put the M23 dead at nine."
    found = read(text)
    assert all(a.source is None or "58" not in a.source.text for a in found)
