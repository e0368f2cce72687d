"""The inbox of what readers send: its list, a message, its steps and its photos."""
