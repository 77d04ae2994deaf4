"""Who: organisations, communities, units, persons and members, posts, categories, marks. The first slice; later ones copy its shape."""
