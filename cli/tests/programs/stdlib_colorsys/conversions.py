# Systems of colour.
import colorsys

for rgb in ((0, 0, 0), (1, 1, 1), (1, 0, 0), (0.2, 0.4, 0.6), (0.5, 0.5, 0.1)):
    for system in ("hsv", "hls", "yiq"):
        there = getattr(colorsys, f"rgb_to_{system}")(*rgb)
        back = getattr(colorsys, f"{system}_to_rgb")(*there)
        print(system, *(round(x, 6) for x in there + back))
