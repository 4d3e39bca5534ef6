"""Coordinating bodies: how they are founded and who belongs to them."""
