"""The words that describe a speaker: offices, institutions, kinds of people, documents, pronouns."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text.

    >>> sorted(word_set("army navy army"))
    ['army', 'navy']
    """
    return frozenset(text.split())


#: People who speak for whoever they are said to belong to.
REPRESENTATIVES = word_set("""
    official officer spokesman spokeswoman spokesperson spokespeople minister president premier chancellor
    commander general colonel major captain lieutenant brigadier admiral marshal sergeant governor mayor
    ambassador envoy diplomat chief chairman chairwoman chair head leader deputy secretary director adviser
    advisor aide representative member negotiator delegate prosecutor sheikh emir king prince sultan
    lawmaker senator legislator source insider soldier fighter troop serviceman policeman rescuer
    administrator commissioner ombudsman ombudswoman attache consul coordinator cleric ayatollah ruler
    strongman warlord vice-president undersecretary
""")

#: Bodies that a nation's adjective does not make the state's: a union, a charity, a rebel front.
NOT_OF_STATE = word_set("""
    coalition network observatory union society association federation league company foundation institute
    centre center charity hospital group movement front party church crescent cross club chamber operator
    airline rebel militia insurgent militant separatist jihadist faction guerrilla outfit watchdog monitor
    organisation organization syndicate board
""")

#: People who speak for themselves, whatever country they are from.
BYSTANDERS = word_set("""
    resident witness eyewitness civilian villager survivor refugee trader driver farmer shopkeeper man woman
    people person relative father mother brother sister son wife husband neighbour neighbor analyst expert
    observer journalist reporter correspondent activist researcher academic professor historian economist
    doctor nurse medic surgeon patient student teacher lawyer worker volunteer passenger worshipper
    protester demonstrator blogger commentator columnist editor photographer elder tribesman merchant
    businessman exile defector dissident critic scholar author campaigner migrant evacuee hostage prisoner
    detainee colleague employee staffer parent girl boy child paramedic businesswoman trucker judge justice
    nominee candidate speechwriter pilot sailor medics
""")

#: Bodies that speak as themselves.
INSTITUTIONS = word_set("""
    ministry army military government command navy police department office force authority administration
    group movement council agency coalition party militia junta regime court parliament committee commission
    organisation organization union alliance bloc directorate service corps front brigade division battalion
    embassy mission secretariat presidency cabinet kremlin bureau staff watchdog observatory monitor charity
    hospital network faction rebel insurgent militant guerrilla separatist jihadist mediator delegation
    company operator association federation league republic state country nation side assembly senate
    defence defense team body board institute centre center foundation leadership emirate entity wing outfit
    organisers municipality prosecution
""")

#: Bodies of a state, which need no nationality where only one state is spoken of.
STATE_BODIES = word_set("""
    army military navy government police ministry presidency cabinet parliament airforce armed force
    authority gendarmerie president premier junta
""")

#: Words that, before or in a role, make it an office of a state ("military spokesman").
STATE_OFFICE = word_set("""
    army military navy government police foreign defence defense interior finance health prime presidential
    ministry ministerial emergencies
""")

#: Spokespeople lend an institution their voice: unnamed, they are still not anonymous sources.
SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen", "spokespersons"})

#: Offices held by one person at a time: "the governor" is no anonymous source.
UNIQUE = word_set("""
    president premier chancellor governor mayor ambassador king sultan emir prince ayatollah minister
    prosecutor chairman chairwoman ruler commander director secretary chief head envoy leader
""")

#: Sources of these kinds speak for themselves even when a nation stands before them.
PRIVATE = word_set("medical hospital tribal local diplomatic humanitarian aid media rescue church")
#: Words that make any body or group private, not only its sources.
CIVIL = word_set("""
    medical hospital tribal humanitarian aid church society community religious youth student union business
    opposition
""")

#: Words that stand for people without naming any.
SOME = frozenset({"others", "other", "some", "many", "several", "one", "those", "another"})

#: What a speaker points to and what says nothing by itself.
EVIDENCE = frozenset({"intercept", "intercepts", "indication", "evidence", "sign"})

#: Offices of a town or province.
LOCAL_OFFICES = word_set("governor mayor prefect administrator commissioner")

#: People who fight a state; a body of theirs is the report's one armed group's.
REBELS = word_set("rebel rebels insurgent insurgents guerrilla guerrillas separatist separatists")

#: Those who speak for the one they serve.
AIDES = word_set("aide adviser advisor assistant")

#: Ranks of officers who speak for their army.
RANKS = word_set("general colonel brigadier admiral commander")

#: Lower ranks, written out and cut short.
GRADES = word_set("lieutenant captain major sergeant lt col gen capt maj brig lt. col. gen. capt. maj. brig.")

#: Words in a role that "the general", "the commander" may point back to.
SOLDIERLY = RANKS | {"army", "military", "navy", "force", "forces", "brigade", "corps", "guard", "guards"}

#: Things that speak for their author.
DOCUMENTS = word_set("""
    statement report letter document notice communique communiqué post video bulletin email footage survey
    investigation figure datum data tally count memo note release message transcript audio assessment
    readout dispatch resolution study toll recording order decree paper file tweet briefing announcement
    intercept declaration account broadcast spreadsheet poll update list intelligence summary record
""")

#: The press as a whole or without a title.
MEDIA = word_set("""
    media medium press television tv radio broadcaster newspaper daily outlet news channel station website
    paper magazine newswire wire
""")

#: Words after which a name follows.
TITLES = word_set("""
    mr mr. mrs mrs. ms ms. dr dr. gen gen. general col col. colonel lt lt. maj maj. major capt capt. captain
    sgt sgt. brig brig. adm adm. sheikh shaykh maulvi mullah mawlawi moulvi rev rev. sen sen. rep rep. prof
    prof. sir imam ayatollah king prince president chancellor senator lt-gen lt-col marshal cmdr cmdr. cpt
    cpt. pvt emir father pastor bishop hajji haji hon hon. brigadier admiral u gov gov. pope
""")

MALE = word_set("""
    he him his himself mr mr. spokesman chairman king prince father man
""")
FEMALE = word_set("""
    she her hers mrs mrs. ms ms. spokeswoman chairwoman queen mother woman princess
""")

SINGULAR_PERSON = frozenset({"he", "she", "him", "himself", "herself", "his", "her"})
THING = frozenset({"it", "its", "itself"})
GROUP = frozenset({"they", "them", "their", "themselves", "we", "our", "us"})
RELATIVE = frozenset({"who", "which", "whom", "whose", "that"})
PRONOUNS = SINGULAR_PERSON | THING | GROUP

#: Name particles that stand inside a person's name in small letters.
PARTICLES = word_set("""
    al el bin ibn bint de da del van von der den la le du dos ul ur - ' ’ e abu ould
""")

#: Not counted as part of a role.
ROLE_STOP = word_set("""
    the a an another other others some several many two three four five six seven both all these those this
    that same its their his her our one more most few various unnamed unidentified 's ’s ' ’ , " “ ” and or
    number dozens hundreds
""")

#: A speaker with one of these is new to the report.
FRESH = word_set("""
    a an another other others some several many two three four five six seven eight nine ten few various
    dozens second third different further additional separate one more multiple
""")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "same"})

#: Former office holders, and people who oppose the state they come from, do not speak for it.
NOT_FOR_STATE = word_set("""
    former ex retired late opposition rebel rebels militant militants insurgent insurgents separatist
    separatists dissident exiled independent protester protesters pro-democracy anti-government anti-junta
    pro-government secessionist western tribal
""")

#: Actor kinds that each collective noun may stand for.
COLLECTIVES: dict[str, frozenset[str]] = {
    "group": frozenset({"armed group", "party", "ngo", "monitor", "de facto authority", "bloc"}),
    "movement": frozenset({"armed group", "party", "de facto authority"}),
    "militia": frozenset({"armed group"}),
    "rebel": frozenset({"armed group", "de facto authority"}),
    "insurgent": frozenset({"armed group"}),
    "militant": frozenset({"armed group"}),
    "faction": frozenset({"armed group", "party"}),
    "outfit": frozenset({"armed group"}),
    "organisation": frozenset({"international", "ngo", "armed group", "monitor", "bloc"}),
    "organization": frozenset({"international", "ngo", "armed group", "monitor", "bloc"}),
    "charity": frozenset({"ngo"}),
    "watchdog": frozenset({"monitor", "ngo", "international"}),
    "monitor": frozenset({"monitor"}),
    "observatory": frozenset({"monitor"}),
    "tank": frozenset({"monitor", "ngo"}),
    "coalition": frozenset({"coalition"}),
    "alliance": frozenset({"coalition", "bloc", "armed group"}),
    "bloc": frozenset({"bloc"}),
    "army": frozenset({"military"}),
    "military": frozenset({"military"}),
    "ministry": frozenset({"ministry"}),
    "government": frozenset({"government", "de facto authority"}),
    "junta": frozenset({"government", "de facto authority", "military"}),
    "police": frozenset({"police"}),
    "country": frozenset({"state"}),
    "kingdom": frozenset({"state"}),
    "republic": frozenset({"state", "territory"}),
    "party": frozenset({"party", "armed group"}),
    "agency": frozenset({"international", "intelligence"}),
    "body": frozenset({"international", "monitor"}),
    "mission": frozenset({"international", "bloc"}),
    "panel": frozenset({"international"}),
    "office": frozenset({"international"}),
    "commission": frozenset({"international", "monitor", "ngo"}),
}
