import sys

print("out 1", flush=True)
print("err 1", file=sys.stderr)
sys.stdout.write("out 2\n")
sys.stderr.write("err 2")
sys.stdout.writelines(["a", "b\n"])
print(sys.stdout.write("four\n"), sys.stdout.name, sys.stdout.mode, sys.stdout.closed, sys.stdout.writable(), sys.stdout.isatty(), sys.stdout.line_buffering, sys.__stdout__ is sys.stdout)
sys.stdout = sys.stderr
print("to stderr by name")
sys.stdout = sys.__stdout__
sys.stdout.buffer.write(b"bytes \xc3\xa9\n")
sys.stdout = None
print("nowhere")
sys.stdout = 5
try:
    print("x")
except AttributeError as error:
    sys.stderr.write(f"{error}\n")
del sys.stdout
try:
    print("x")
except RuntimeError as error:
    sys.stderr.write(f"{error}\n")
sys.stdout = sys.__stdout__
