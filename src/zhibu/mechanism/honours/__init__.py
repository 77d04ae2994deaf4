"""评先评优: honours received from above, selection campaigns, honours granted, the roll of honour."""
