"""How right the reading is: scorers, and the gate that keeps accuracy from slipping."""
