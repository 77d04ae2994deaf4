"""What stops a command or a file: one sentence for whoever asked, with the remedy."""


class Unusable(Exception):
    """What was asked for cannot be had: the command line prints the sentence and ends with exit code 2, a page shows it instead of a file.

    A command says it in Chinese with a few English words in brackets: ``端口 8000 已被占用：换一个端口……(port in use)``.
    """

    @property
    def reason(self) -> str:
        """The sentence."""
        return str(self)
