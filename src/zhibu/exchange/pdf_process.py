"""Sets one PDF; runs in the child of ``exchange.pdf``. It sees an empty folder, the fonts, and what stands on its standard input."""

import sys
import tempfile

import orjson

from zhibu.exchange import apart


def main() -> None:
    """Runs in the child; an error of the source ends it without a word, and the parent says so."""
    told = orjson.loads(sys.argv[1])
    apart.bound_this_process(memory_bytes=told["memory"], seconds=told["seconds"])
    asked = orjson.loads(sys.stdin.buffer.read())
    import typst  # noqa: PLC0415  the parent never loads it

    with tempfile.TemporaryDirectory() as nowhere:
        made = typst.compile(
            asked["source"].encode(),
            root=nowhere,
            font_paths=[told["fonts"]],
            ignore_system_fonts=True,
            sys_inputs=asked["inputs"],
            package_path=nowhere,
            package_cache_path=nowhere,
            format="pdf",
        )
    apart.say(bytes(made))


if __name__ == "__main__":
    main()
