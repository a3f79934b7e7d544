"""Many reports at once: the same pure reading in several processes, or on a Ray cluster."""

from counterclaim.batch.cores import usable_cores
from counterclaim.batch.pool import Pool

__all__ = ["Pool", "usable_cores"]
