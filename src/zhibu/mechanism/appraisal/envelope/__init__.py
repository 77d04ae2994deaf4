"""检查封存件: a year of targets as one file for an inspector, with the records that prove each point and a page that reckons anew."""
