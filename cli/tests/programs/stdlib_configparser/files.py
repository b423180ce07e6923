# Configuration files: sections, interpolation, types, errors.
import configparser
import io

text = """
[DEFAULT]
base = /srv
debug = no

[server]
root = %(base)s/www
port: 8080
names = one
    two
    three
; comment
ratio = 0.5
percent = 50%%
empty =

[other section]
debug = yes
"""
config = configparser.ConfigParser()
config.read_string(text)
server = config["server"]
print(config.sections(), dict(server), server.getint("port"), server.getfloat("ratio"), server.getboolean("debug"), config.getboolean("other section", "DEBUG"))
print(server.get("absent", "fallback"), server.get("root", raw=True), config.has_option("server", "base"), "server" in config, config.options("server"), config.defaults())
config["new"] = {"key": "value"}
config.set("new", "second", "2")
config.remove_option("server", "names")
del config["other section"]
out = io.StringIO()
config.write(out)
print(out.getvalue())
extended = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, delimiters="=", inline_comment_prefixes="#")
extended.read_string("[a]\nx = 1 # note\nflag\n[b]\ny = ${a:x}${z}\nz = $$\n")
print(dict(extended["a"]), dict(extended["b"]))
raw = configparser.RawConfigParser(converters={"list": str.split})
raw.read_dict({"s": {"l": "1 2 3", "p": "%(x)s"}})
print(raw.getlist("s", "l"), raw["s"].getlist("l"), raw["s"]["p"], repr(raw["s"]))
for bad in (lambda: config["absent"], lambda: config.get("server", "absent"), lambda: config.get("absent", "x"), lambda: config.add_section("server"), lambda: config.add_section("DEFAULT"),
            lambda: config.read_string("key = 1"), lambda: config.read_string("[s]\n[s]"), lambda: config.read_string("[s]\na=1\na=2"), lambda: config.read_string("[s]\njunk line\nmore"), lambda: config.set("server", "x", 3),
            lambda: config.set("server", "x", "%bad"), lambda: server.getint("root"), lambda: config.read_string("[q]\na = %(b)s") or config["q"]["a"], lambda: config.read_string("[r]\na = %(a)s") or config["r"]["a"]):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
