"""Every body that a text names, with its mentions."""
