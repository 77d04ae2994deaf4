"""Writing what happened. Each service is one transaction through the trail's door, and says all that stands against it."""
