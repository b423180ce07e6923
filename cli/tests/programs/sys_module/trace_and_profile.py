import sys

trace = []


def tracer(frame, event, arg):
    trace.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def traced(x):
    y = x + 1
    return y


sys.settrace(tracer)
traced(1)
sys.settrace(None)
print(trace)
prof = []
sys.setprofile(lambda fr, ev, arg: prof.append((ev, fr.f_code.co_name)))
traced(1)
len("a")
sys.setprofile(None)
print(prof[:4])
