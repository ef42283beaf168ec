"""An archive of an organisation's issued reports: a ZIP that grows one report at a time, whatever its size."""
