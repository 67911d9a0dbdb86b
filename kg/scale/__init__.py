"""Reading past one machine: articles in, partitions of compressed N-Quads out, on whatever engine runs the work.

The articles are cut into splits; a survey of all splits finds ids that are taken twice and names each split's partition
by what it holds; then each split is read into its partition, unless that is there. Workers share nothing but the
folder of partitions, so a split may be read twice, or on another machine, and nothing changes.
"""

from kg.scale.build import Read, read_apart
from kg.scale.engines import Settings, engine
from kg.scale.folder import Folder
from kg.scale.load import counted, fill
from kg.scale.splits import Sources
from kg.scale.work import Partition

__all__ = ["Folder", "Partition", "Read", "Settings", "Sources", "counted", "engine", "fill", "read_apart"]
