"""庆祝活动: a ceremony with its programme, guests, seats, papers and figures."""
