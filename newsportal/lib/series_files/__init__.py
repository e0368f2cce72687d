"""Any table as files for programs: CSV, JSON, GeoJSON, and what their columns mean as CSV on the Web says it.

The metadata stand at the address of the CSV with `-metadata.json` behind it, where programs of that standard
look by themselves. Rows are sent as they are read.
"""

from newsportal.lib.series_files.answers import TABULAR, Kind, answer, refusal
from newsportal.lib.series_files.file import Column, Origin, SeriesFile, Value

__all__ = ["TABULAR", "Column", "Kind", "Origin", "SeriesFile", "Value", "answer", "refusal"]
