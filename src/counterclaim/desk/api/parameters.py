"""The parameters of the API, each with its type, its bounds and what it means."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from counterclaim.model import Verb

#: Longest value of a filter (characters): no name is longer.
_LONGEST = 300
#: Numbers are those a database counts with.
_MOST = 2**31 - 1


def _storable(given: str) -> str:
    if "\0" in given:
        raise ValueError("holds a NUL character")
    return given


Text = Annotated[str, Field(min_length=1, max_length=_LONGEST), AfterValidator(_storable)]

AsOf = Annotated[
    Text | None,
    Query(description="Only what could be known by then: a day (its end, UTC) or a moment, ISO 8601."),
]
On = Annotated[Text | None, Query(description="What was so on this day, ISO 8601.")]
After = Annotated[
    Annotated[str, Field(max_length=500)] | None,
    Query(description="Go on after this place: `next` of the page before."),
]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Id = Annotated[str, Path(min_length=1, max_length=_LONGEST), AfterValidator(_storable)]
Number = Annotated[int, Path(ge=0, le=_MOST)]

Side = Annotated[Text | None, Query(description="The side that speaks.")]
About = Annotated[
    Text | None, Query(description="The side spoken of: whose dead, who acted, who is accused.")
]
Source = Annotated[Text | None, Query(description="A part of a speaker's name, or its registry id.")]
Place = Annotated[Text | None, Query(description="A name, a province, or a country's code (`AF`).")]
Words = Annotated[Text | None, Query(description="Words that the report holds, in any script.")]
Since = Annotated[Text | None, Query(description="First day claimed.")]
Until = Annotated[Text | None, Query(description="Last day claimed.")]
Kind = Literal["casualties", "status", "responsibility", "event", "position"]
Stance = Literal["asserts", "denies", "does_not_confirm"]


class Decision(BaseModel):
    """A person's decision on a claim, or on two."""

    model_config = ConfigDict(extra="forbid")

    verb: Verb = Field(description="`same` and `not same` speak of two claims or incidents, the rest of one.")
    subject: Text = Field(description="A claim's key (`REPORT:CLAIM`), or an incident's id.")
    other: Text | None = Field(None, description="The second, for `same` and `not same`.")
    value: Annotated[str, Field(max_length=4000)] | None = Field(None, description="What an edit sets.")
    note: Annotated[str, Field(max_length=4000)] | None = Field(None, description="Why.")
