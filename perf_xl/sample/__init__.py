"""The sample: the published tables of one bureau as data, a short part 1 of our own, and a made-up year of spending."""
