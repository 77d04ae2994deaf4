"""Chapter 2, 建强队伍: who is managed where, moves, floats, is recruited, taught and cared for. Each package minds one of them."""
