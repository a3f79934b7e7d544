"""CSV, TSV, JSON and lists of addresses: the columns guessed or named, rows read one by one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.intake import Defaults, columns_of

Take = Callable[..., Any]
TEXT = "The army, a spokesman said, had taken the hill; nine of its men were dead."
OTHER = "The rebels said that the hill was still theirs on Friday morning."


def table(delimiter: str, header: list[str], *rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_known_by_their_names(taken: Take, delimiter: str) -> None:
    data = table(
        delimiter,
        ["ID", "Headline", "Publication Date", "Source", "Body", "Link"],
        ["7", "Hill taken", "2024-05-03", "Valley Post", TEXT, "https://a.example/7"],
        ["8", "Hill held", "12 May 2024", "Coast Radio", OTHER + "\nIt rained.", ""],
    )
    reports, problems = taken(data)
    assert not problems
    first, second = reports
    assert (first.ref, first.title, first.published, first.outlet) == (
        "7",
        "Hill taken",
        "2024-05-03",
        "Valley Post",
    )
    assert (first.text, first.url, first.published_from) == (TEXT, "https://a.example/7", "field")
    assert second.text == OTHER + "\nIt rained."
    assert second.published == "2024-05-12"


def test_the_persons_map_goes_before_the_guess(taken: Take) -> None:
    data = table(",", ["text", "was", "wann"], ["internal note", TEXT, "2024-05-03"])
    reports, _ = taken(data, Defaults(columns=(("text", "was"), ("published", "wann"))))
    assert (reports[0].text, reports[0].published) == (TEXT, "2024-05-03")
    _, problems = taken(data, Defaults(columns=(("text", "nowhere"),)))
    assert problems[0].code == "CC154"
    assert "text, was, wann" in problems[0].what


@pytest.mark.parametrize("given", ["text", "body=text", "text=", "=x"])
def test_a_map_that_is_none(given: str) -> None:
    with pytest.raises(CounterclaimError) as refused:
        columns_of([given])
    assert (refused.value.code, refused.value.exit_code) == ("CC160", 2)


def test_a_table_without_text_names_its_columns(taken: Take) -> None:
    _, problems = taken(table(",", ["place", "when", "how_many"], *[["Hill", "2024", "3"]] * 5))
    assert problems[0].code == "CC154"
    assert "place, when, how_many" in problems[0].what


def test_prose_with_commas_is_no_table(taken: Take) -> None:
    prose = (
        "Nine men, three women, one child\nwere hurt, he said, by shells\nfrom the west, it seems, at dawn\n"
    )
    reports, _ = taken(prose.encode())
    assert reports[0].text == prose


def test_one_bad_row_does_not_cost_the_others(taken: Take) -> None:
    data = table(",", ["date", "text"], ["2024-13-45", TEXT], ["2024-01-01", ""], ["2024-01-02", OTHER])
    reports, problems = taken(data)
    assert [r.text for r in reports] == [TEXT, OTHER]
    assert [p.code for p in problems] == ["CC107", "CC106"]
    assert problems[1].where.endswith("row 3")


def test_markup_in_a_cell_is_read_as_words(taken: Take) -> None:
    reports, _ = taken(table(",", ["title", "content"], ["A", f"<p>{TEXT}</p><p>{OTHER}</p>"]))
    assert reports[0].text == f"{TEXT}\n\n{OTHER}"


def test_utf16_with_a_mark(taken: Take) -> None:
    reports, _ = taken(table("\t", ["title", "text"], ["É", TEXT]).decode().encode("utf-16"))
    assert (reports[0].title, reports[0].text) == ("É", TEXT)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows,
        lambda rows: {"articles": rows, "status": "ok"},
        lambda rows: {"response": {"results": [{"id": r.get("id"), "fields": r} for r in rows]}},
        lambda rows: {"hits": {"total": 2, "hits": [{"_source": r} for r in rows]}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_with_a_list_somewhere(taken: Take, wrap: Callable[[Any], Any], indent: int | None) -> None:
    rows = [
        {
            "id": "1",
            "title": "A",
            "text": TEXT,
            "publishedAt": "2024-05-03T10:00:00Z",
            "source": {"name": "Post"},
        },
        {"id": "2", "title": "B", "text": OTHER, "author": ["X", "Y"]},
    ]
    reports, problems = taken(json.dumps(wrap(rows), indent=indent).encode())
    assert not problems
    assert [(r.ref, r.text, r.outlet, r.byline) for r in reports] == [
        ("1", TEXT, "Post", None),
        ("2", OTHER, None, "X, Y"),
    ]
    assert reports[0].published == "2024-05-03T10:00:00+00:00"


def test_one_object_over_many_lines_is_a_report(taken: Take) -> None:
    reports, _ = taken(
        json.dumps({"headline": "A", "body": TEXT, "comments": [{"text": "x"}]}, indent=1).encode()
    )
    assert [r.text for r in reports] == [TEXT]


def test_a_long_array_is_read_as_it_comes(taken: Take) -> None:
    rows = [{"id": str(n), "text": f"{TEXT} {n}"} for n in range(3000)]
    data = json.dumps(rows).encode()
    reports, problems = taken(data)
    assert [r.ref for r in reports] == [str(n) for n in range(3000)]
    assert not problems
    reports, problems = taken(data[:-40])
    assert len(reports) == 2999
    assert [p.code for p in problems] == ["CC105"]


def test_reliefweb(taken: Take) -> None:
    item = {
        "id": "4100000",
        "href": "https://api.reliefweb.int/v1/reports/4100000",
        "fields": {
            "title": "Delta: Situation Report No. 3",
            "body": f"**Highlights**\n\n- {TEXT}\n- {OTHER}\n",
            "date": {"original": "2024-05-02T00:00:00+00:00", "created": "2024-05-04T08:00:00+00:00"},
            "source": [{"name": "Office of Relief"}, {"shortname": "ORX"}],
            "url_alias": "https://reliefweb.int/report/delta/3",
        },
    }
    bare = {"id": "5", "fields": {"title": "Map", "file": [{"url": "https://a.example/m.pdf"}]}}
    reports, problems = taken(json.dumps({"time": 5, "count": 2, "data": [item, bare]}).encode())
    report = reports[0]
    assert report.text == f"Highlights\n\n{TEXT}\n\n{OTHER}"
    assert (report.ref, report.outlet) == ("4100000", "Office of Relief, ORX")
    assert (report.published, report.url) == (
        "2024-05-02T00:00:00+00:00",
        "https://reliefweb.int/report/delta/3",
    )
    assert "https://a.example/m.pdf" in problems[0].what


def gdelt_rows() -> bytes:
    mention = ["1", "20240503100000", "20240503101500", "1", "a.example", "https://a.example/1", *["0"] * 10]
    return "\n".join(
        "\t".join(row) for row in (mention, mention, [*mention[:5], "https://a.example/2", *mention[6:]])
    ).encode()


def test_gdelt_addresses_are_told_once_and_not_fetched(taken: Take) -> None:
    reports, problems = taken(gdelt_rows())
    assert not reports
    assert [(p.code, p.where) for p in problems] == [
        ("CC156", "https://a.example/1"),
        ("CC156", "https://a.example/2"),
    ]
