"""公文往来: letters between organisations, written here, printed on paper, answered by one that names them."""
