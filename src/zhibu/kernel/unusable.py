"""What stops a command: one sentence for whoever typed it, with the remedy."""


class Unusable(Exception):
    """Raised by commands and what they call; the command line prints the sentence and ends with exit code 2.

    Chinese first, a few English words in brackets after it: ``端口 8000 已被占用：换一个端口……(port in use)``.
    """
