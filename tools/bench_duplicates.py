"""Finding copies among many reports: precision, recall, seconds and memory on an invented archive.

Usage: python tools/bench_duplicates.py [--reports 100000] [--seed 5] [--show 10]

The archive covers four years. A story is told by one report or by several; the copies are cut short, given
another lead, lengthened, edited word by word, signed by their outlet or left as they are, the same day or
within two days. Against them stand what makes false friends: every outlet's own footer, agencies' standing
background paragraphs, names that many stories share, and stories of one agency on one day. Pairs of reports
are scored: precision is the share of found pairs that copy one story, recall the share of those found.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from counterclaim.linking.fingerprints import Fingerprint, fingerprint
from counterclaim.linking.origins import group
from counterclaim.model import Origin, Report

_BEGINS, _DAYS = date(2021, 1, 1), 1_461
_AGENCIES = ("AFP", "Reuters", "AP", "Xinhua", "TASS", "PTI")
_OUTLETS = 400
_SOUNDS = (
    "ba be bi bo da de di do fa fe ga ge ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro"
)


class Archive:
    """Reports with the number of the story that each tells; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a made-up archive, not a secret
        sounds = _SOUNDS.split()
        made = {
            "".join(self.chance.choices(sounds, k=self.chance.choice((1, 2, 2, 3, 3, 4)))): None
            for _ in range(60_000)
        }
        self.vocabulary = list(made)[:25_000]
        self.weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.vocabulary))))
        self.names = [name.capitalize() + "abad" for name in list(made)[25_000:28_000]]
        self.renown = list(accumulate(1 / (rank + 20) for rank in range(len(self.names))))
        self.footers = [self._paragraph(3) for _ in range(_OUTLETS)]
        self.backgrounds = [self._paragraph(3) for _ in range(300)]

    def reports(self, count: int) -> Iterator[tuple[Report, int]]:
        """``count`` reports, each with its story."""
        chance, made, story = self.chance, 0, 0
        while made < count:
            story += 1
            day = _BEGINS + timedelta(days=chance.randrange(_DAYS))
            agency = chance.choice(_AGENCIES)
            body = [self._told() for _ in range(chance.randint(3, 9))] + [chance.choice(self.backgrounds)]
            copies = chance.choices([1, 2, 4, 12], [0.7, 0.15, 0.12, 0.03])[0]
            for _ in range(min(copies, count - made)):
                yield self._printed(body, agency, day, made, copied=copies > 1), story
                made += 1

    def _printed(self, body: list[str], agency: str, day: date, number: int, *, copied: bool) -> Report:
        chance = self.chance
        outlet = chance.randrange(_OUTLETS)
        parts = list(body)
        if copied:
            if chance.random() < 0.4:
                parts = parts[: max(2, len(parts) - chance.randint(1, 3))]
            if chance.random() < 0.3:
                parts[0] = self._told()
            if chance.random() < 0.3:
                parts += [self._paragraph(2), self._paragraph(2)]
            if chance.random() < 0.7:
                parts = [self._edited(part) for part in parts]
        later = chance.choices([0, 1, 2], [0.7, 0.2, 0.1])[0] if copied else 0
        return Report(
            "\n".join([*parts, self.footers[outlet]]),
            outlet=f"Outlet {outlet}",
            agencies=(agency,) if chance.random() < 0.6 else (),
            published=(day + timedelta(days=later)).isoformat(),
            url=f"https://outlet-{outlet}.example/{number}",
        )

    def _edited(self, part: str) -> str:
        chance = self.chance
        return " ".join(w if chance.random() > 0.01 else chance.choice(self.vocabulary) for w in part.split())

    def _sentence(self) -> str:
        chosen = self.chance.choices(self.vocabulary, cum_weights=self.weights, k=self.chance.randint(10, 28))
        return " ".join(chosen)

    def _paragraph(self, sentences: int) -> str:
        return ". ".join(self._sentence().capitalize() for _ in range(sentences)) + "."

    def _told(self) -> str:
        first, second = self.chance.choices(self.names, cum_weights=self.renown, k=2)
        number = self.chance.randint(10, 99)
        return f"{self._sentence().capitalize()} in {first} and {second} with {number}, {self._sentence()}."


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=5)
    options.add_argument("--show", type=int, default=0, help="print so many wrong ties")
    given = options.parse_args()
    made: list[Fingerprint] = []
    story: dict[str, int] = {}
    wall, spent = 0.0, 0.0
    characters = 0
    for report, number in Archive(given.seed).reports(given.reports):
        # Making the archive is not timed.
        begun, used = time.perf_counter(), time.process_time()
        one = fingerprint(report)
        wall, spent = wall + time.perf_counter() - begun, spent + time.process_time() - used
        made.append(one)
        story[one.report] = number
        characters += len(report.text)
    print(f"{given.reports:,} reports of {characters // given.reports:,} characters, {number:,} stories")
    print(f"  fingerprints          {wall:7.1f} s, of the processor {spent:7.1f} s")
    begun, used = time.perf_counter(), time.process_time()
    origins = group(made)
    grouped, of_grouping = time.perf_counter() - begun, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  grouping              {grouped:7.1f} s, of the processor {of_grouping:7.1f} s")
    print(f"  together              {wall + grouped:7.1f} s, of the processor {spent + of_grouping:7.1f} s")
    print(f"  memory at its peak    {peak:7.0f} MB")
    score(origins, story, given.show)


def score(origins: tuple[Origin, ...], story: dict[str, int], show: int) -> None:
    """Print precision and recall by pairs, of all ties and of copies alone."""
    stories: defaultdict[int, list[str]] = defaultdict(list)
    for report, number in story.items():
        stories[number].append(report)
    true = sum(_pairs(len(reports)) for reports in stories.values())
    found = sum(_pairs(len(origin.members)) for origin in origins)
    right = sum(
        _pairs(count) for origin in origins for count in Counter(story[r] for r in origin.reports).values()
    )
    print(
        f"  pairs: precision      {right / max(1, found):.4f}, recall {right / max(1, true):.4f} of {true:,}"
    )
    wrong = [m for o in origins for m in o.members if m.of is not None and story[m.of] != story[m.report]]
    ties = Counter(m.tie for o in origins for m in o.members)
    print(f"  ties {dict(ties)}, wrong {dict(Counter(m.tie for m in wrong))}")
    for member in wrong[:show]:
        print(f"    {member.tie}: {member.reason}")


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


if __name__ == "__main__":
    main()
