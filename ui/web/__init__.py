"""The web interface: what its pages share. The pages themselves are in ui/pages, one module each."""
