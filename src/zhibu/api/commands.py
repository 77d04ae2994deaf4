"""``zhibu api schema``: the OpenAPI 3.1 document of this version as JSON, for the tools of whoever connects a system."""

import argparse
import sys

from zhibu.api.schema import written


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``schema``."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="schema")
    acts.add_parser("schema", help="打印接口说明（OpenAPI 3.1，JSON）")


def run(options: argparse.Namespace) -> int:  # noqa: ARG001  the shape of every command
    """Print it."""
    sys.stdout.write(f"{written().decode()}\n")
    return 0
