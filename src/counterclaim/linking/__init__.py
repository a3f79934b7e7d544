"""Claims side by side: incidents, answers, origins, accounts. Pure functions of sets, in no order."""
