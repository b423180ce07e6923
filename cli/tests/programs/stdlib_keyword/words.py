# Keywords and soft keywords.
import keyword

print(keyword.kwlist, keyword.softkwlist)
print([w for w in ("if", "match", "_", "None", "print") if keyword.iskeyword(w)], keyword.issoftkeyword("match"))
