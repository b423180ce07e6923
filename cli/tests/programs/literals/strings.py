# Prefixes, escapes, implicit concatenation.
print("a" 'b' """c""" '''d''')
print(r"\n\t\x", R'\"', rb"\x41", b"\x41\101\n", Rb'\\')
print(u"text", U'text')
print("\a\b\f\v\0\1\12\123".encode())
print("\x41\u00e9\U0001F600\N{SNOWMAN}\N{LATIN SMALL LETTER E WITH ACUTE}")
print(ascii("\x41\u00e9\U0001F600\N{SNOWMAN}"))
print("line\
 continued", """two
lines""", '''tab	and "quotes" ''')
print("\'\"\\", '\'\"\\')
print(len("\ud800"), ascii("\ud800\udc00"), "\ud800" == "\ud800")
print("\400" == chr(256), len(b"\377"))
print(("one "
       "two "
       f"{1 + 2} "
       r"\three"))
print("" == '' == """""" == r'', not "")
print(b"bytes" b"joined", bytes("é", "utf-8"))
print(repr('it\'s'), repr("say \"hi\""), repr('both \' and "'))
print(repr("\x7f\x80\xa0\xad\u200b\u3000\U000e0001"))
print(repr(b"\x00\t\n\r\x7f\xff'\""), repr(b"'"), repr(b'"'))
