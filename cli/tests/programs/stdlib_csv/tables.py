# CSV: dialects, quoting, dict rows, sniffing, errors.
import csv
import io


def written(rows, **options):
    out = io.StringIO()
    csv.writer(out, **options).writerows(rows)
    return out.getvalue()


rows = [["a", 1, 2.5, None], ["with,comma", 'quo"te', "new\nline", ""], ["", "", "", " "]]
print(repr(written(rows)), repr(written(rows, quoting=csv.QUOTE_ALL)), repr(written(rows, quoting=csv.QUOTE_NONNUMERIC, delimiter=";")))
print(repr(written(rows, quoting=csv.QUOTE_NONE, escapechar="\\")), repr(written([["a'b", "c"]], quotechar="'", doublequote=False, escapechar="!")), repr(written([[""]])), repr(written(rows, dialect="unix")))
text = 'name,"the, value",x\r\n"multi\nline","dou""ble",\r\n\r\n 1 , 2,"3"4\r\n'
print(list(csv.reader(io.StringIO(text, newline=""))), list(csv.reader(["a\tb", "c\td"], "excel-tab")), list(csv.reader(["1,'x'"], quoting=csv.QUOTE_NONNUMERIC, quotechar="'")))
reader = csv.DictReader(io.StringIO("k,v\n1,2\n3\n4,5,6\n"), restkey="rest", restval="none")
print(list(reader), reader.fieldnames, reader.line_num)
out = io.StringIO()
writer = csv.DictWriter(out, ["b", "a"], extrasaction="ignore")
print(writer.writeheader(), writer.writerow({"a": 1, "b": 2, "c": 3}), repr(out.getvalue()))
sniffed = csv.Sniffer().sniff("a;b;c\n1;2;3\n4;5;6\n")
print(sniffed.delimiter, csv.Sniffer().has_header("name,age\nbob,3\nann,44\n"), csv.list_dialects(), csv.field_size_limit())
csv.register_dialect("mine", delimiter="|", skipinitialspace=True)
print(list(csv.reader(["a| b"], "mine")), csv.get_dialect("mine").delimiter)
for bad in (lambda: csv.reader([""], "absent"), lambda: csv.reader([""], delimiter="ab"), lambda: list(csv.reader(['"a'], strict=True)), lambda: list(csv.reader(["a\rb"])), lambda: list(csv.reader([b"a"])),
            lambda: csv.writer(io.StringIO()).writerow(3), lambda: csv.writer(3), lambda: written([["a,b"]], quoting=csv.QUOTE_NONE), lambda: csv.DictWriter(out, ["a"]).writerow({"z": 1}), lambda: csv.reader([""], nope=1), lambda: csv.Sniffer().sniff("")):
    try:
        print(bad())
    except (csv.Error, TypeError, ValueError) as error:
        print(type(error).__name__, error)
