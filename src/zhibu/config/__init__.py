"""The wiring: settings, addresses, the command line; the one place that knows all the other packages."""
