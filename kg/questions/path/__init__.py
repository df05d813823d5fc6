"""How two things are connected: routes, how each hop is told, and what is said where none is."""
