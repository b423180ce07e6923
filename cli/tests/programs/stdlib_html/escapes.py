# HTML: escaping, references, the parser.
import html
import html.entities
from html.parser import HTMLParser

print(html.escape("<a href='x'>&\"</a>"), html.escape("'<", quote=False), html.unescape("&lt;&amp;&eacute;&#233;&#xe9;&notit;&unknown;&#128;&#0;&ampx &copy"), html.entities.name2codepoint["alpha"], len(html.entities.html5))


class Show(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs, self.getpos())

    def handle_endtag(self, tag):
        print("end", tag)

    def handle_data(self, data):
        print("data", repr(data))

    def handle_comment(self, data):
        print("comment", repr(data))

    def handle_decl(self, decl):
        print("decl", decl)

    def handle_pi(self, data):
        print("pi", data)

    def handle_entityref(self, name):
        print("entity", name)

    def handle_charref(self, name):
        print("char", name)


parser = Show()
parser.feed("<!DOCTYPE html><p class=a id='b' checked>x &lt; y<br/>\n<!-- note --><?php x?><script>if (a < b) {}</script></P>")
parser.feed("<a href=")
parser.feed("'u&amp;v'>split</a> 1 < 2 <unclosed")
parser.close()
other = Show(convert_charrefs=False)
other.feed("a &amp; &#65; <b>")
other.close()
