"""中心组学习: the leading group's plan of a year, sessions missed and made up, the archive, the report of the year."""
