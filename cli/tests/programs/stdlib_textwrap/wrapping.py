# Wrapping, filling, shortening, dedenting.
import textwrap

text = "The quick-witted brown fox -- a very well-known animal -- jumps over the lazy dog. It's 3.5 metres! Supercalifragilisticexpialidocious."
for width in (12, 20, 33):
    print(textwrap.fill(text, width))
    print("-" * width)
print(textwrap.wrap(text, 30, initial_indent="* ", subsequent_indent="  ", break_on_hyphens=False))
print(textwrap.wrap(text, 20, break_long_words=False, max_lines=3, placeholder=" ..."))
print(textwrap.shorten(text, 40), textwrap.shorten("Hello  world!", 5, placeholder="..."))
print(repr(textwrap.dedent("""
    def f():
        return 1

      x
    """)))
print(textwrap.indent("a\n\n  b\n", "> "), textwrap.indent("a\n\nb", "> ", lambda line: True))
print(textwrap.fill("End. Next one? Yes! ok", 60, fix_sentence_endings=True), textwrap.wrap("a\tb", 20, tabsize=4), textwrap.wrap(""))
print(textwrap.wrap("aa   bb    cc", 5, drop_whitespace=False))
for bad in (lambda: textwrap.wrap("x", 0), lambda: textwrap.shorten("hello world", 4)):
    try:
        bad()
    except ValueError as error:
        print(error)
