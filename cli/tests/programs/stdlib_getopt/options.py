# Command lines in the manner of C.
import getopt

print(getopt.getopt("-a -b -cfoo -d bar a1 -x".split(), "abc:d:"))
print(getopt.getopt("--condition=foo --testing --output-file abc.def -x a1".split(), "x", ["condition=", "output-file=", "testing"]))
print(getopt.getopt(["--cond", "v", "--", "-a"], "a", ["condition="]), getopt.gnu_getopt("a -x b --long=1 -- -x".split(), "x", ["long="]))
for args in (["-z"], ["-c"], ["--nope"], ["--te=1"], ["--co"], ["--condition"]):
    try:
        print(getopt.getopt(args, "c:", ["condition=", "count", "te"]))
    except getopt.GetoptError as error:
        print(error, repr(error.opt))
