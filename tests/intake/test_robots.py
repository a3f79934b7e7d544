"""robots.txt, with the examples that RFC 9309 gives and the mistakes that sites make."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.intake.robots import parse


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /fish", "/fish.html", False),
        ("Disallow: /fish", "/Fish.asp", True),
        ("Disallow: /fish*", "/fish/salmon", False),
        ("Disallow: /fish/", "/fish", True),
        ("Disallow: /*.php", "/a/b.php?x", False),
        ("Disallow: /*.php$", "/a/b.php?x", True),
        ("Disallow: /*.php$", "/a/b.php", False),
        ("Disallow: /fish*.php", "/fishheads/catfish.php?p", False),
        ("Disallow: /fish*.php", "/Fish.PHP", True),
        ("Disallow: /\nAllow: /p", "/page", True),
        ("Disallow: /folder\nAllow: /folder", "/folder/page", True),
        ("Disallow: /*.htm\nAllow: /page", "/page.htm", False),
        ("Disallow: /*.ph\nAllow: /page", "/page.php5", True),
        ("Disallow: /\nAllow: /$", "/", True),
        ("Disallow: /\nAllow: /$", "/page.htm", False),
        ("Disallow:", "/anything", True),
        ("Disallow: /a%2fb", "/a/b", False),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%c3%a9/menu", False),
        ("Disallow: /x?id=", "/x?id=7", False),
        ("Disallow: private", "/private", False),
        ("Disallow: /", "/robots.txt", True),
    ],
)
def test_the_longest_rule_decides(rules: str, path: str, allowed: bool) -> None:
    assert parse(f"User-agent: *\n{rules}").allows(f"https://a.example{path}") is allowed


def test_our_group_is_ours_alone_and_groups_of_one_name_are_one() -> None:
    robots = parse(
        "User-agent: *\nDisallow: /\nCrawl-delay: 60\n\n"
        "user-agent: other\nUser-Agent: CounterClaim # us\nDisallow: /a\nCrawl-delay: 3\n\n"
        "User-agent: counterclaim/1.0\nDisallow: /b\n"
    )
    assert [robots.allows(f"https://a.example/{name}") for name in "abc"] == [False, False, True]
    assert robots.delay == 3


def test_a_name_that_only_begins_like_ours_is_another() -> None:
    assert parse("User-agent: counter\nDisallow: /").allows("https://a.example/x")
    assert parse("User-agent: counterclaimer\nDisallow: /").allows("https://a.example/x")


@pytest.mark.parametrize(
    "text", ["", "\ufeffUser-agent: *\r\nDisallow: /x\r", "Disallow: /", "<html>404</html>"]
)
def test_mistakes_forbid_nothing(text: str) -> None:
    assert parse(text).allows("https://a.example/")


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse(text).allows("https://a.example/a?b")


def test_many_stars_take_no_time() -> None:
    robots = parse("User-agent: *\n" + f"Disallow: /{'*a' * 500}$\n" * 500)
    begun = time.process_time()
    assert robots.allows("https://a.example/" + "a" * 400 + "b")
    assert time.process_time() - begun < 2
