"""民主生活会、组织生活会: what is prepared before, what follows, and the list of matters to put right."""
