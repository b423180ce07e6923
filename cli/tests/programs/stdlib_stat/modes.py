# File modes.
import stat

for mode in (0o100644, 0o040755, 0o120777, 0o104755, 0o102644, 0o041777, 0o041666, 0o010600, 0o140755, 0o060660, 0o020620):
    kinds = [n for n in ("DIR", "REG", "LNK", "FIFO", "SOCK", "BLK", "CHR") if getattr(stat, f"S_IS{n}")(mode)]
    print(oct(mode), stat.filemode(mode), kinds, oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)))
print(stat.S_IRWXU, stat.S_IXOTH, stat.ST_SIZE, stat.ST_MTIME)
