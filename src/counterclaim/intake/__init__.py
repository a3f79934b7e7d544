"""From a path, an address or standard input to reports."""

from counterclaim.intake.problem import Problem
from counterclaim.intake.readers import Defaults, open_reports

__all__ = ["Defaults", "Problem", "open_reports"]
