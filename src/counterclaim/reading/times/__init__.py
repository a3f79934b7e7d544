"""News time expressions as intervals: "overnight", "Saturday night", "two days prior", "since 2021".

Ours, because no library reads them: dateparser puts "on Wednesday" a week early when the dateline is a
Wednesday, and none reads "overnight" or "for the third consecutive day".
"""

from __future__ import annotations

from counterclaim.reading.times.find import duration_start, find_times

__all__ = ["duration_start", "find_times"]
