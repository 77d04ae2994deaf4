"""联系群众: what residents bring up on a visit, until the person who asked has had an answer."""
