"""Indicators with values, and the tables that share them out."""
