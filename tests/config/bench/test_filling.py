"""Forms are sent as a browser would send them."""

import pytest

from zhibu.config.bench.filling import form_with

PAGE = """
<form method="get"><input name="q" value="找"></form>
<form method="post" action="/there">
  <input type="hidden" name="token" value="a&amp;b">
  <input type="checkbox" name="kinds" value="one" checked><input type="checkbox" name="kinds" value="two">
  <input type="radio" name="p-1" value="present">
  <textarea name="text">
第一行
第二行</textarea>
  <select name="repeat"><option value="once">一次</option><option value="weekly" selected>每周</option></select>
  <select name="kind"><option value="first">甲</option><option value="second">乙</option></select>
  <button type="submit" name="rest" value="present">其余都到会</button>
</form>
"""
AS_IT_STANDS = "token=a%26b&kinds=one&text=%E7%AC%AC%E4%B8%80%E8%A1%8C%0D%0A%E7%AC%AC%E4%BA%8C%E8%A1%8C&repeat=weekly&kind=first"


def test_what_stands_in_the_form_is_sent() -> None:
    assert form_with(PAGE, "text").filled({}) == AS_IT_STANDS


def test_what_somebody_changes_is_sent_instead() -> None:
    changed = form_with(PAGE, "p-1").filled({"kinds": ["two"], "text": [""], "rest": ["present"]})
    assert changed == "token=a%26b&repeat=weekly&kind=first&kinds=two&text=&rest=present"


def test_a_field_that_the_page_does_not_have_is_a_mistake_of_the_bench() -> None:
    with pytest.raises(RuntimeError, match="no such field"):
        form_with(PAGE, "token").filled({"title": ["例会"]})
