"""JupyterHub as the door: its OAuth says who someone is, its groups and our rosters who they are here."""
