"""Whose side an office without a nation is on: short reports from many wars, read whole."""

from __future__ import annotations

import pytest

from counterclaim.language import annotator
from counterclaim.model import Report, Source
from counterclaim.reading.context import Context
from counterclaim.reading.datelines import dateline
from counterclaim.reading.read import prepare
from counterclaim.reading.source_home import home

#: Published, outlet, text, and for each source: its words, the name it resolves to (None: any), its sides.
Expected = list[tuple[str, str | None, tuple[str, ...]]]
REPORTS: list[tuple[str, str | None, str, Expected]] = [
    (
        "2024-05-20",
        "Radio Example",
        (
            "OUAGADOUGOU, May 20 - Gunmen on motorbikes attacked a post near Djibo, close to the "
            "border with Mali and Niger. The general staff said eleven soldiers were killed. The "
            "interior ministry put the number of civilian dead at six. It added that a curfew was in "
            "force."
        ),
        [
            ("The general staff", None, ("Burkina Faso",)),
            ("The interior ministry", None, ("Burkina Faso",)),
            ("It", "interior ministry", ("Burkina Faso",)),
        ],
    ),
    (
        "2023-08-02",
        None,
        (
            "Clashes went on for a third day around Lalibela and Gondar in Ethiopia. Thirteen people "
            "were killed in Gondar, the mayor said. The health bureau of the region gave no figure."
        ),
        [
            ("the mayor", None, ("Ethiopia",)),
        ],
    ),
    (
        "2022-10-03",
        None,
        (
            "LIMA - Four policemen died in an ambush in the Vraem, the Ministry of the Interior "
            "announced in a statement. It blamed remnants of the Shining Path. The minister told "
            "reporters that two others were missing."
        ),
        [
            ("the Ministry of the Interior", None, ("Peru",)),
            ("The minister", None, ("Peru",)),
        ],
    ),
    (
        "2024-02-11",
        "AFP",
        (
            "Eight soldiers were wounded when their truck hit a mine near Diffa, in the south-east of "
            "Niger, the defence ministry said. The governor of Diffa, Smaine Younous, said the road "
            "was closed."
        ),
        [
            ("the defence ministry", None, ("Niger",)),
            ("The governor of Diffa, Smaine Younous", "Smaine Younous", ("Niger",)),
        ],
    ),
    (
        "2021-06-15",
        None,
        (
            "QUITO. The army reported that two conscripts were killed near Esmeraldas. Colonel Hernan "
            "Vaca said three gunmen were arrested. The colonel said the highway had been reopened."
        ),
        [
            ("The army", None, ("Ecuador",)),
            ("Colonel Hernan Vaca", "Hernan Vaca", ("Ecuador",)),
            ("The colonel", "Hernan Vaca", ("Ecuador",)),
        ],
    ),
    (
        "2023-11-04",
        None,
        ("Indian and Chinese soldiers scuffled near Tawang. The defence ministry said nobody was hurt."),
        [
            ("The defence ministry", None, ()),
        ],
    ),
    (
        "2024-04-18",
        None,
        (
            "Thailand closed the bridge at Mae Sot after shells fired from Myanmar landed near the "
            "market. The provincial governor said three people were hurt."
        ),
        [
            ("The provincial governor", None, ("Thailand",)),
        ],
    ),
    (
        "2022-07-28",
        None,
        (
            "Protesters stormed a base in Goma and killed two peacekeepers, the police in Goma said. "
            "A government spokesman said at least fifteen people had died in Goma and Butembo."
        ),
        [
            ("the police in Goma", None, ("DR Congo",)),
            ("A government spokesman", None, ("DR Congo",)),
        ],
    ),
    (
        "2023-03-09",
        None,
        (
            "JNIM, an ally of al-Qaeda, said it had killed 15 soldiers at Tessit in Mali. The army "
            "said four were killed."
        ),
        [
            ("JNIM, an ally of al-Qaeda", "JNIM", ("JNIM",)),
            ("The army", None, ("Mali",)),
        ],
    ),
    (
        "2023-03-09",
        None,
        (
            "Boko Haram, the Islamic State rival, claimed it had shot nine farmers near Maiduguri in "
            "Nigeria. The police said twelve were dead."
        ),
        [
            ("Boko Haram, the Islamic State rival", "Boko Haram", ("Boko Haram",)),
            ("The police", None, ("Nigeria",)),
        ],
    ),
    (
        "2022-05-11",
        None,
        (
            "UNAMA recorded 21 civilian deaths in Kunduz in April. The mission said most were caused "
            "by bombs. It urged the authorities to protect worshippers."
        ),
        [
            ("The mission", "UNAMA", ("UN",)),
            ("It", "UNAMA", ("UN",)),
        ],
    ),
    (
        "2019-02-02",
        None,
        (
            "The Syrian Observatory for Human Rights said fourteen civilians were killed in Baghouz. "
            "The Observatory said four were children. The monitor said the toll would rise."
        ),
        [
            ("The Observatory", "Syrian Observatory for Human Rights", ("SOHR",)),
            ("The monitor", "Syrian Observatory for Human Rights", ("SOHR",)),
        ],
    ),
    (
        "2023-05-02",
        None,
        (
            "KHARTOUM - A hospital in Omdurman was hit by shells. The health ministry said nine "
            "patients were killed. The ministry accused the RSF."
        ),
        [
            ("The health ministry", None, ("Sudan",)),
            ("The ministry", None, ("Sudan",)),
        ],
    ),
    (
        "2018-09-01",
        None,
        (
            "TRIPOLI, Sept 1 - Rockets hit the Souk al-Jumaa district of Tripoli. The health ministry "
            "said 39 people had been killed in Tripoli since Monday."
        ),
        [
            ("The health ministry", None, ()),
        ],
    ),
    (
        "2024-01-22",
        None,
        (
            "Sanaa was hit by four strikes, residents said. The health ministry in Sanaa said five "
            "people were killed. In Aden, the defence ministry denied any role."
        ),
        [
            ("The health ministry in Sanaa", None, ("Houthis",)),
        ],
    ),
    (
        "2024-11-12",
        None,
        (
            "BOGOTA - Two soldiers were shot dead in Cauca, the army's Third Division said. Governor "
            "Octavio Guzman said three schools were shut. The governor said reinforcements were "
            "needed."
        ),
        [
            ("Governor Octavio Guzman", "Octavio Guzman", ("Colombia",)),
            ("The governor", "Octavio Guzman", ("Colombia",)),
        ],
    ),
    (
        "2022-08-09",
        None,
        (
            "The spokesman of the army in Ituri, Captain Luc Bahati, announced that seven villagers "
            "had been killed near Bunia in the Democratic Republic of Congo. The officer said the "
            "attackers had fled into Uganda. He added that four were hurt."
        ),
        [
            ("The officer", "Luc Bahati", ("DR Congo",)),
            ("He", "Luc Bahati", ("DR Congo",)),
        ],
    ),
    (
        "2023-02-10",
        None,
        (
            "Military officials said three pilots were missing after a crash near Kasese in Uganda. A "
            "military source said the aircraft was not shot down."
        ),
        [
            ("Military officials", None, ("Uganda",)),
            ("A military source", None, ("Uganda",)),
        ],
    ),
    (
        "2022-02-01",
        None,
        (
            "Brussels: The Chadian army said it had lost ten men near Lake Chad. The defence ministry "
            "said forty attackers were killed."
        ),
        [
            ("The defence ministry", None, ("Chad",)),
        ],
    ),
    (
        "2021-10-14",
        "The Nairobi Paper",
        (
            "NAIROBI - Two teachers were shot in Mandera, police said. The county commissioner, John "
            "Otieno, told reporters the gunmen came from Somalia. Al-Shabaab said it was behind the "
            "raid."
        ),
        [
            ("police", None, ("Kenya",)),
            ("The county commissioner, John Otieno", "John Otieno", ("Kenya",)),
            ("Al-Shabaab", None, ("al-Shabaab",)),
        ],
    ),
    (
        "2023-07-07",
        None,
        (
            "Pretoria sent a second battalion to Cabo Delgado. In Pemba, the provincial police "
            "commander said eleven insurgents had died at Mocimboa da Praia and Palma in Mozambique."
        ),
        [
            ("the provincial police commander", None, ("Mozambique",)),
        ],
    ),
    (
        "2020-10-05",
        None,
        (
            "Shells fell on Ganja and Vardenis as Azerbaijan and Armenia fought on. The prosecutor's "
            "office said a woman was killed in Ganja."
        ),
        [
            ("The prosecutor's office", None, ("Azerbaijan",)),
        ],
    ),
    (
        "2022-09-14",
        None,
        (
            "Border guards of Tajikistan and Kyrgyzstan traded fire. Two people were hurt in Batken, "
            "the ministry of health said."
        ),
        [
            ("the ministry of health", None, ("Kyrgyzstan",)),
        ],
    ),
    (
        "2024-06-03",
        None,
        (
            "A vice president of a truckers' association, Omar Diallo, said two drivers were killed "
            "near Kayes in Mali. A local doctor said three died."
        ),
        [
            ("A vice president of a truckers' association, Omar Diallo", "Omar Diallo", ()),
            ("A local doctor", None, ()),
        ],
    ),
    (
        "2023-05-15",
        None,
        (
            "The Kachari Students Sangh rejected the account of the police in Guwahati. It said four "
            "boys had been shot."
        ),
        [
            ("It", "Kachari Students Sangh", ()),
        ],
    ),
    (
        "2024-09-09",
        None,
        (
            "MANILA - Marines killed a commander of the New People's Army in Samar. The military said "
            "the rebels fled. A rebel colonel said the army lied."
        ),
        [
            ("The military", None, ("Philippines",)),
        ],
    ),
    (
        "2023-01-17",
        None,
        (
            "A nurse at the clinic in Bamenda, who fears both camps, said six bodies were brought in. "
            "The Senior Divisional Officer of Mezam, Paul Abanda, said two soldiers died."
        ),
        [
            ("A nurse at the clinic in Bamenda, who fears both camps", None, ()),
            ("The Senior Divisional Officer of Mezam, Paul Abanda", "Paul Abanda", ("Cameroon",)),
        ],
    ),
    (
        "2023-10-30",
        None,
        (
            "LEB - TYRE - The Ministry of Public Health announced that a raid on Aitaroun killed "
            "four. The earlier toll spoke of two dead. It further stated that nine were hurt."
        ),
        [
            ("The Ministry of Public Health", None, ("Lebanon",)),
            ("It", "Ministry of Public Health", ("Lebanon",)),
        ],
    ),
    (
        "2023-10-30",
        None,
        (
            "In Port-au-Prince, gang members killed a police inspector. The national police said "
            "eleven bandits were shot. The prime minister's office declared three days of mourning. A "
            "former colonel said the force was outgunned."
        ),
        [
            ("The national police", None, ("Haiti",)),
            ("A former colonel", None, ()),
        ],
    ),
    (
        "2023-10-30",
        None,
        (
            "Rebels of the Karen National Union said they had taken a camp near Myawaddy. A spokesman "
            "for the group said nine soldiers had surrendered. The junta denied it."
        ),
        [
            ("A spokesman for the group", None, ("KNU",)),
            ("The junta", None, ("Myanmar military",)),
        ],
    ),
    (
        "2024-10-05",
        None,
        (
            "Israeli jets struck Nabatieh and Tyre in southern Lebanon on Friday. The health ministry "
            "said 31 people were killed. The military said it had hit Hezbollah launchers. Hezbollah "
            "said it fired rockets at Haifa."
        ),
        [
            ("The health ministry", None, ("Lebanon",)),
            ("The military", None, ("Israel",)),
        ],
    ),
    (
        "2025-05-08",
        None,
        (
            "Indian missiles hit Muzaffarabad and Bahawalpur. The army said eight civilians were "
            "killed. The defence ministry in New Delhi said only camps were hit."
        ),
        [
            ("The defence ministry in New Delhi", None, ("India",)),
        ],
    ),
    (
        "2025-05-08",
        "Dawn",
        (
            "ISLAMABAD: Indian missiles hit Bahawalpur on Wednesday, the military said. The foreign "
            "office summoned the Indian envoy. The ministry said it would answer."
        ),
        [
            ("the military", None, ("Pakistan",)),
        ],
    ),
    (
        "2025-06-14",
        None,
        (
            "TEHRAN, June 14 - Israeli strikes hit Tabriz and Tehran overnight. The health ministry "
            "said 70 people were dead. The army said it had shot down two jets."
        ),
        [
            ("The health ministry", None, ("Iran",)),
            ("The army", None, ("Iran",)),
        ],
    ),
    (
        "2023-02-20",
        None,
        (
            "Ukraine's general staff said it had repelled nine attacks near Bakhmut. The governor of "
            "Donetsk region, Pavlo Kyrylenko, said two civilians died in Avdiivka. In Belgorod, the "
            "governor said a drone hit a farm."
        ),
        [
            ("The governor of Donetsk region, Pavlo Kyrylenko", "Pavlo Kyrylenko", ("Ukraine",)),
            ("the governor", None, ("Russia",)),
        ],
    ),
    (
        "2024-01-19",
        None,
        (
            "Houthi fighters fired on a tanker off Aden, the British navy said. The coast guard said "
            "the crew were safe. US Central Command said it shot down two drones."
        ),
        [
            ("US Central Command", None, ("US",)),
        ],
    ),
    (
        "2021-05-14",
        None,
        (
            "Police said two men were shot in Hebron in the West Bank. The Palestinian health "
            "ministry said both died. The army said they had thrown stones."
        ),
        [
            ("The Palestinian health ministry", None, ("Palestinian Authority",)),
        ],
    ),
    (
        "2024-08-01",
        None,
        (
            "The Arakan Army said it had taken Maungdaw in Myanmar. The group said 60 soldiers "
            "surrendered. A spokesman for the junta denied it. Residents said the hospital was shut."
        ),
        [
            ("The group", None, ("Arakan Army",)),
            ("A spokesman for the junta", None, ("Myanmar military",)),
            ("Residents", None, ()),
        ],
    ),
    (
        "2022-11-11",
        None,
        (
            "The M23 said it had withdrawn from Kibumba. Its spokesman, Willy Ngoma, said no fighter "
            "was killed. The army called this a ruse. The governor said 12 people drowned in Goma."
        ),
        [
            ("Its spokesman, Willy Ngoma", "Willy Ngoma", ("M23",)),
            ("The governor", None, ("DR Congo",)),
        ],
    ),
    (
        "2020-10-19",
        None,
        (
            "Armenia and Azerbaijan accused each other. The defence ministry in Yerevan said a drone "
            "was downed. The ministry said two soldiers died. Baku's prosecutor-general said a child "
            "was hurt in Barda."
        ),
        [
            ("The ministry", "defence ministry in Yerevan", ("Armenia",)),
        ],
    ),
    (
        "2021-09-10",
        None,
        (
            "Gunmen took thirty pupils in Zamfara in Nigeria. The police commissioner said a search "
            "was on. A spokesman for the governor said six were freed. A retired general said the "
            "army was stretched."
        ),
        [
            ("The police commissioner", None, ("Nigeria",)),
            ("A spokesman for the governor", None, ("Nigeria",)),
            ("A retired general", None, ()),
        ],
    ),
    (
        "2023-04-17",
        None,
        (
            "OHCHR documented 400 killings in Mopti in Mali. The Office said most victims were "
            "herders. The panel of experts named two commanders. The government rejected the report."
        ),
        [
            ("The Office", "OHCHR", ("UN",)),
            ("The government", None, ("Mali",)),
        ],
    ),
    (
        "2023-04-17",
        None,
        (
            "ACLED counted 800 deaths in Cabo Delgado in Mozambique last year. It said half were "
            "civilians. The monitor said the figure is low."
        ),
        [
            ("It", "ACLED", ("ACLED",)),
            ("The monitor", "ACLED", ("ACLED",)),
        ],
    ),
    (
        "2022-06-02",
        None,
        (
            "A Turkish drone struck a car near Qamishli in Syria, the Kurdish administration said. "
            "The SDF said two fighters died. The health department there said a boy was hurt."
        ),
        [
            ("The SDF", None, ("SDF",)),
        ],
    ),
    (
        "2023-12-15",
        "The Georgetown Post",
        (
            "GEORGETOWN - A helicopter with five officers on board went missing near the border with "
            "Venezuela, the defence force said. The chief of staff, Omar Khan, said the search "
            "continues."
        ),
        [
            ("The chief of staff, Omar Khan", "Omar Khan", ("Guyana",)),
        ],
    ),
]


def context(text: str, published: str | None = None, outlet: str | None = None) -> Context:
    report = Report(text, outlet=outlet, published=published, dateline=dateline(text))
    return prepare(report, annotator().annotate(text))


def speakers(ctx: Context, source: str) -> list[Source]:
    return [
        a.speaker
        for a in ctx.attributions
        # Whether "who fears both camps" belongs to the source is the attribution reader's to say.
        if a.speaker and a.source and (a.source.text == source or source.startswith(a.source.text + ", who"))
    ]


@pytest.mark.parametrize(
    ("published", "outlet", "text", "expected"), REPORTS, ids=[r[2][:40] for r in REPORTS]
)
def test_mini_report(published: str, outlet: str | None, text: str, expected: Expected) -> None:
    ctx = context(text, published, outlet)
    for source, name, side in expected:
        found = [(who.name if name else None, who.side) for who in speakers(ctx, source)]
        assert (name, side) in found, source


@pytest.mark.parametrize(
    ("text", "filed", "country", "sure"),
    [
        ("KAMPALA, May 2 - Three men were shot in Kasese, police said.", "Kampala", "UG", True),
        # A dateline in a hub is not where the war is.
        ("Brussels: Shells fell on Kharkiv and Sumy. Ukraine's army counted nine.", "Brussels", "UA", False),
        # Two armies, two countries: at home in neither.
        ("Sudan's army and Chad's army met at Tine.", None, None, False),
        # One nation named is not enough, one town is.
        ("Kenya was mentioned.", None, None, False),
        ("A bomb went off in Mandera.", None, "KE", False),
        ("", None, None, False),
    ],
)
def test_home(text: str, filed: str | None, country: str | None, sure: bool) -> None:
    found = home(context(text), filed)
    assert (found.country, found.sure) == (country, sure)


def test_a_second_power_in_the_country_leaves_it_open() -> None:
    ctx = context(
        "Strikes hit Hodeidah and Sanaa, and the Houthis blamed Aden. The interior ministry was silent."
    )
    assert home(ctx, None).side is None


def test_the_publisher_is_the_mission() -> None:
    text = "4. In May the mission documented the killing of six villagers near Bria."
    found = speakers(context(text, "2023-06-01", "UN mission, Bangui"), "the mission")
    assert [who.side for who in found] == [("UN",)]
