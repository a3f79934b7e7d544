"""From a path, an address or standard input to reports."""

from counterclaim.intake.problem import Problem
from counterclaim.intake.readers import Defaults, open_reports
from counterclaim.intake.rows import columns_of

__all__ = ["Defaults", "Problem", "columns_of", "open_reports"]
