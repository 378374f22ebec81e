"""JSON Schemas of every kind of file, with which editors complete and check while one writes."""

from yiwu_report.schema.files import schema_files, schemas
from yiwu_report.schema.modeline import FOLDER, add_modelines, modeline, schema_name, with_modeline

__all__ = ["FOLDER", "add_modelines", "modeline", "schema_files", "schema_name", "schemas", "with_modeline"]
