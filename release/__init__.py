"""How the project leaves the repository: the wheel (`backend`) and the package for a computer without a network."""
