"""共驻共建: resources, needs and projects of resident units and communities, and the unit's liaison by link."""
