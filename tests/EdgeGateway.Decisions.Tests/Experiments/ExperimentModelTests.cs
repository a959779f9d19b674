using System.Globalization;
using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Tests.Experiments;

public sealed class ExperimentModelTests
{
    private const int Visitors = 100_000;

    // Chi-square values that a fair deal exceeds once in ten thousand: 1, 2, 3 and 6 degrees of freedom.
    private const double Limit1 = 15.14;
    private const double Limit2 = 18.42;
    private const double Limit6 = 27.86;

    [Fact]
    public void SameVisitor_AlwaysGetsSameVariant()
    {
        var first = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)]));
        var second = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)]));

        foreach (var visitor in RandomVisitors(1000))
        {
            Assert.Equal(first.Assign(visitor)!.Name, second.Assign(visitor)!.Name);
        }
    }

    [Fact]
    public void Assignment_IsPinned()
    {
        // Sticky across releases: a change of these means that every running experiment is dealt anew.
        var experiment = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1), new("c", 2)], Holdout: 0.3));
        var dealt = string.Concat(
            Enumerable.Range(1, 40).Select(i => experiment.Assign(new VisitorId((ulong)i, 7))?.Name ?? "-"));

        Assert.Equal("c-b--cacbccccc-ccaccaccba-cc-bc-cc--bcb-", dealt);
    }

    [Fact]
    public void Shares_FollowWeights()
    {
        var experiment = Compile(new ExperimentDefinition("copy", [new("a", 5), new("b", 3), new("c", 2)]));
        var counts = Count(experiment, RandomVisitors(Visitors));

        var statistic = ChiSquare(counts, new() { ["a"] = 0.5, ["b"] = 0.3, ["c"] = 0.2 }, Visitors);
        Assert.True(statistic < Limit2, $"Chi-square {statistic} of {Show(counts)}.");
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(90, 9, 1)]
    [InlineData(1, 0, 2)]
    public void BucketShares_AreExact(double a, double b, double c)
    {
        var experiment = Compile(new ExperimentDefinition("copy", [new("a", a), new("b", b), new("c", c)]));
        var owners = VariantBuckets.Deal("copy", [new("a", a), new("b", b), new("c", c)]);

        for (var i = 0; i < 3; i++)
        {
            var exact = new[] { a, b, c }[i] / (a + b + c);
            Assert.InRange(owners.Count(owner => owner == i) / (double)owners.Length, exact - 1e-4, exact + 1e-4);
            Assert.InRange(experiment.Variants[i].Share, exact - 1e-4, exact + 1e-4);
        }
    }

    [Fact]
    public void Sequential_IdsAreDealtEvenly()
    {
        var experiment = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)]));
        var counts = Count(experiment, Enumerable.Range(1, Visitors).Select(i => new VisitorId(0, (ulong)i)));

        var statistic = ChiSquare(counts, new() { ["a"] = 0.5, ["b"] = 0.5 }, Visitors);
        Assert.True(statistic < Limit1, $"Chi-square {statistic} of {Show(counts)}.");
    }

    [Fact]
    public void TwoExperiments_AreIndependent()
    {
        var first = Compile(new ExperimentDefinition("one", [new("a", 1), new("b", 1), new("c", 1)], Holdout: 0.2));
        var second = Compile(new ExperimentDefinition("two", [new("a", 1), new("b", 1)], Holdout: 0.2));
        var table = new Dictionary<(string, string), int>();
        foreach (var visitor in RandomVisitors(Visitors))
        {
            var cell = (first.Assign(visitor)?.Name ?? "-", second.Assign(visitor)?.Name ?? "-");
            table[cell] = table.GetValueOrDefault(cell) + 1;
        }

        var rows = table.GroupBy(cell => cell.Key.Item1).ToDictionary(group => group.Key, group => group.Sum(cell => cell.Value));
        var columns = table.GroupBy(cell => cell.Key.Item2)
            .ToDictionary(group => group.Key, group => group.Sum(cell => cell.Value));
        var statistic = table.Sum(cell =>
        {
            var expected = rows[cell.Key.Item1] * (double)columns[cell.Key.Item2] / Visitors;
            return Math.Pow(cell.Value - expected, 2) / expected;
        });
        Assert.Equal(12, table.Count);
        Assert.True(statistic < Limit6, $"Chi-square {statistic} with 6 degrees of freedom.");
    }

    [Fact]
    public void SameSalt_DealsAlike()
    {
        var first = Compile(new ExperimentDefinition("one", [new("a", 1), new("b", 1)], Salt: "shared"));
        var second = Compile(new ExperimentDefinition("two", [new("a", 1), new("b", 1)], Salt: "shared"));

        Assert.All(RandomVisitors(500), visitor => Assert.Equal(first.Assign(visitor)!.Name, second.Assign(visitor)!.Name));
    }

    [Fact]
    public void Holdout_KeepsItsShareOut()
    {
        var experiment = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)], Holdout: 0.25));
        var counts = Count(experiment, RandomVisitors(Visitors));

        var statistic = ChiSquare(counts, new() { ["-"] = 0.25, ["a"] = 0.375, ["b"] = 0.375 }, Visitors);
        Assert.True(statistic < Limit2, $"Chi-square {statistic} of {Show(counts)}.");
    }

    [Fact]
    public void GrowingHoldout_MovesNobodyBetweenVariants()
    {
        var small = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)], Holdout: 0.05));
        var large = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)], Holdout: 0.5));

        foreach (var visitor in RandomVisitors(5000))
        {
            if (large.Assign(visitor) is { } variant)
            {
                Assert.Equal(variant.Name, small.Assign(visitor)!.Name);
            }
        }
    }

    [Theory]
    [InlineData("90,10", "50,50")]
    [InlineData("95,5", "90,10")]
    [InlineData("80,10,10", "34,33,33")]
    [InlineData("50,50,0", "25,25,50")]
    [InlineData("25,25,25,25", "97,1,1,1")]
    public void ChangedWeights_MoveLittleMoreThanTheSharesChange(string before, string after)
    {
        var (old, now) = (Deal(before, out var oldShares), Deal(after, out var nowShares));
        var moved = old.Zip(now).Count(pair => pair.First != pair.Second);
        var least = oldShares.Zip(nowShares).Sum(pair => Math.Max(0, pair.Second - pair.First));

        Assert.InRange(moved, least, least + (VariantBuckets.Count * 3 / 100));
    }

    [Fact]
    public void NewVariant_TakesFromAllAndLeavesTheRest()
    {
        var before = VariantBuckets.Deal("copy", [new("a", 1), new("b", 1)]);
        var after = VariantBuckets.Deal("copy", [new("a", 1), new("b", 1), new("c", 1)]);

        var swapped = before.Zip(after).Count(pair => pair.First != pair.Second && pair.Second != 2);
        Assert.InRange(swapped, 0, 300);
    }

    [Fact]
    public void VisitorWithoutId_TakesNoPart() =>
        Assert.Null(Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)])).Assign(VisitorId.None));

    [Fact]
    public void Assign_AllocatesNothing()
    {
        var experiment = Compile(new ExperimentDefinition("copy", [new("a", 1), new("b", 1)], Holdout: 0.1));
        experiment.Assign(new VisitorId(1, 2));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1UL; i <= 1000; i++)
        {
            experiment.Assign(new VisitorId(i, i));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ExperimentModel Compile(ExperimentDefinition definition)
    {
        var problems = new List<DecisionProblem>();
        var program = DecisionProgram.Compile(
            new DecisionDefinitions([], [definition]), SegmentProgram.Empty, new DecisionNames([]), problems);
        Assert.Empty(problems);
        return program.Experiments[0];
    }

    private static byte[] Deal(string weights, out int[] shares)
    {
        var variants = weights.Split(',')
            .Select((weight, index) => new VariantDefinition($"v{index}", double.Parse(weight, CultureInfo.InvariantCulture)))
            .ToArray();
        shares = VariantBuckets.Quotas(variants);
        return VariantBuckets.Deal("copy", variants);
    }

    private static IEnumerable<VisitorId> RandomVisitors(int count)
    {
        var random = new Random(4711);
        return Enumerable.Range(0, count).Select(_ => new VisitorId((ulong)random.NextInt64(), (ulong)random.NextInt64()));
    }

    private static Dictionary<string, int> Count(ExperimentModel experiment, IEnumerable<VisitorId> visitors) =>
        visitors.GroupBy(visitor => experiment.Assign(visitor)?.Name ?? "-")
            .ToDictionary(group => group.Key, group => group.Count());

    private static double ChiSquare(Dictionary<string, int> counts, Dictionary<string, double> shares, int total) =>
        shares.Sum(share => Math.Pow(counts.GetValueOrDefault(share.Key) - (share.Value * total), 2) / (share.Value * total));

    private static string Show(Dictionary<string, int> counts) =>
        string.Join(", ", counts.Select(pair => $"{pair.Key}: {pair.Value}"));
}
