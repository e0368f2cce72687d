"""Any series as files for programs: CSV, JSON, and what their columns mean in the words of CSV on the Web.

The metadata stand at the address of the CSV with `-metadata.json` behind it, where programs of that standard
look by themselves. Rows are sent as they are read.
"""

from widgets.series_files.answers import Kind, answer, refusal
from widgets.series_files.file import Column, Origin, SeriesFile, Value

__all__ = ["Column", "Kind", "Origin", "SeriesFile", "Value", "answer", "refusal"]
