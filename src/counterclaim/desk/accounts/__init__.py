"""Who may use a desk that others can reach: users, sessions, tokens, and the gate in front of every route."""
