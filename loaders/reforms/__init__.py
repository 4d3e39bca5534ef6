"""Reforms: what becomes of bodies, as plans of reform say it."""
