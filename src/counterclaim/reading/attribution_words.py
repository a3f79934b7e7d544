"""Word lists of the attribution rules that are no cues themselves."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set.

    >>> sorted(words("b a"))
    ['a', 'b']
    """
    return frozenset(text.split())


def singular(word: str) -> str:
    """A word in lower case without the plural's "s".

    >>> singular("Guards"), singular("press")
    ('guard', 'press')
    """
    word = word.lower()
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


#: Verbs that go on with the speaker before them ("..., adding that") even where the parser hangs them
#: inside the content.
GO_ON = words(
    """add note say warn accuse call cite stress claim insist argue deny blame urge describe suggest
    explain declare state quote promise vow threaten refer conclude point emphasize emphasise reiterate
    demand condemn denounce acknowledge admit confirm reject predict tell pledge argue write"""
)

#: Where words are said: a phrase with one of these at the end of a content tells the channel.
CHANNELS = words(
    """statement tweet interview speech post letter email e-mail conference briefing call telegram message
    video address broadcast phone communique communiqué release article op-ed blog facebook twitter
    telegram"""
)

#: Verbs whose content may be taken to the end of the sentence when the parse is lost.
SAYING = words("say claim allege insist add maintain argue contend assert")

#: After a comma these set the reporter's own contrast beside a content.
CONTRASTS = words("whereas though although")

#: What is called in the sense of convened.
CONVENED = words(
    """meeting election vote conference session police halt summit strike poll witness parade hearing
    reserve name"""
)

#: What a count is called when it is given, raised or revised.
TOLLS = words("toll figure number count estimate tally total breakdown death")

#: Titles and offices before a person's name.
TITLES = words(
    """spokesman spokesperson spokeswoman minister governor mayor general colonel commander president premier
    chief secretary prosecutor ombudsman envoy ambassador deputy senator captain major lieutenant brigadier
    admiral doctor sheikh director head commissioner chairman sergeant official gov. gen. col. maj. lt. capt.
    brig. adm. dr. sen. sgt. mr. mrs. ms. pm"""
)

#: What is laid on somebody who is blamed.
BLAME = words("blame guilt responsibility fault onus")

#: What is claimed, taken or admitted as one's own doing.
CLAIMABLE = words(
    """responsibility credit victory success control blame liability attack bombing blast strike raid
    ambush explosion assault killing assassination shooting kidnapping abduction operation hit"""
)

#: Acts read only where somebody is reported to hold them, not in "ways to support".
ATTITUDES = words("""want believe support oppose show estimate agree welcome promise reject deny confirm""")

#: Words for those who can be cited as speaking.
SPEAKERS = words(
    """official source ministry minister police spokesman spokesperson spokeswoman army military commander
    officer witness resident agency media authority government doctor medic activist monitor group
    soldier general colonel governor mayor diplomat analyst expert station television radio newspaper
    broadcaster channel outlet command department report statement bulletin letter headquarters people
    member leader elder villager fighter mission observatory council committee intelligence service
    bureau office company operator neighbour relative survivor lawyer prosecutor court union party side
    rebel militia administration directorate network centre center governorate municipality mission
    embassy presidency cabinet coalition watchdog nurse paramedic rescuer surgeon manager owner lawmaker
    senator premier president envoy ambassador deputy secretary mod moh mfa moi prefect imam priest pastor
    bishop trader driver farmer shopkeeper organisation organization charity ngo headman mediator force
    guard brigade monitor volunteer journalist reporter correspondent ombudsman ombudswoman commissioner
    rapporteur chairman chairwoman chair chief head director coordinator captain major lieutenant brigadier
    admiral chancellor sheikh mufti tv"""
)

#: Words that call a claim untrue.
FALSE_WORDS = words(
    """false baseless untrue unfounded fabricated fake groundless lies lie propaganda nonsense
    misinformation disinformation exaggerated rumours rumors fiction absurd incorrect inaccurate
    unsubstantiated malicious fabrication fabrications libel slander misleading ridiculous hoax
    concocted bogus"""
)

#: What is rejected when a claim, not an offer, is rejected.
CLAIM_WORDS = words(
    """claim claims accusation accusations allegation allegations charge charges assertion assertions
    report reports suggestion suggestions statement statements figure figures toll account accounts
    narrative version rumour rumours rumor rumors news finding findings story stories insinuation
    insinuations video footage evidence responsibility involvement complicity blame it this that them
    which notion idea reports description characterisation characterization number numbers count
    estimate estimates criticism fault wrongdoing"""
)

#: Verbs after "declined to" or "would not" that mean silence about the matter.
SILENT = words(
    """comment confirm say discuss disclose answer respond give provide elaborate identify speculate reveal
    specify name acknowledge deny explain reply release share divulge address clarify detail be offer
    verify take talk speak state admit tell describe"""
)

#: Words that negate a cue.
NEGATIONS = words("not n't n’t never neither nor no unable without cannot nothing hardly nobody none")

#: Auxiliaries that make a report one to come.
MODALS = words("would could might may should will 'll ’ll wo shall must can 'd ’d ca")
