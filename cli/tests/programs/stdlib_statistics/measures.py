# Averages, spreads, relations.
import statistics as s
from decimal import Decimal
from fractions import Fraction

d = [2.5, 3.25, 5.5, 11.25, 11.75]
print(s.mean(d), s.fmean(d), s.median(d), s.stdev(d), s.pstdev(d), s.variance(d), s.pvariance(d))
print(s.mean([1, 2, 3, 4]), s.mean([Fraction(1, 2), Fraction(1, 3)]), s.mean([Decimal("0.5"), Decimal("0.75")]), s.stdev([Decimal(1), Decimal(2)]))
print(s.median([1, 3, 5, 7]), s.median_low([1, 3, 5, 7]), s.median_high([1, 3, 5, 7]), s.median_grouped([1, 3, 3, 5, 7]), s.mode("aabbb"), s.multimode("aabbc"))
print(s.geometric_mean([54, 24, 36]), s.harmonic_mean([40, 60]), s.harmonic_mean([40, 60], weights=[5, 30]), s.fmean([1, 2], weights=[3, 1]))
print(s.quantiles(range(1, 12), n=4), s.quantiles([1, 5, 9], n=10, method="inclusive"))
x, y = [1, 2, 3, 4, 5], [2, 4, 5, 4, 5]
print(s.covariance(x, y), s.correlation(x, y), s.linear_regression(x, y), s.linear_regression(x, y, proportional=True))
n = s.NormalDist(100, 15)
print(n, n.cdf(115), n.pdf(100), n.inv_cdf(0.95), n.quantiles(), n.zscore(130), n.overlap(s.NormalDist(110, 10)), n + 5, n * 2, n - s.NormalDist(1, 2))
print(s.NormalDist.from_samples(d), n.samples(2, seed=3), n == s.NormalDist(100, 15), n.variance)
for bad in (lambda: s.mean([]), lambda: s.stdev([1]), lambda: s.mode([]), lambda: s.median([]), lambda: s.correlation([1, 1], [1, 2]), lambda: s.geometric_mean([0]), lambda: s.mean(["a"]), lambda: s.NormalDist(0, -1), lambda: s.quantiles([1])):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
