using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Visitors.Tests.Segments;

public sealed class SegmentProgramTests
{
    private readonly List<RuleProblem> _problems = [];

    [Fact]
    public void SegmentsNamingEachOther_AreEvaluatedInOrder()
    {
        var program = Compile(
            ("vip-mobile", "segment('vip') and device() = 'mobile'"), ("vip", "segment('buyer') and sum('purchase') > 30"),
            ("buyer", "count('purchase') > 0"), ("quiet", "not segment('buyer')"));

        Assert.Empty(_problems);
        Assert.Equal(["vip-mobile", "vip", "buyer"], RuleTests.Visitor().Segments(program));
        Assert.Equal(["quiet"], new RuleScene().Segments(program));
        Assert.Equal(2, program.IndexOf("buyer"));
        Assert.Equal(-1, program.IndexOf("nobody"));
    }

    [Fact]
    public void Circle_IsReportedForEachMemberAndTheRestStillHolds()
    {
        var program = Compile(
            ("a", "segment('b')"), ("b", "true and segment('c')"), ("c", "segment('a')"), ("d", "true"),
            ("self", "segment('self')"));

        Assert.Equal(["a", "b", "c", "self"], _problems.Select(p => p.Rule));
        Assert.Equal(
            "The segment 'b' cannot be decided: segment('c') at column 10 leads round in a circle.", _problems[1].Message);
        Assert.Equal(["d"], new RuleScene().Segments(program));
    }

    [Fact]
    public void ProblemsOfAllSegments_AreReportedAtOnce()
    {
        var program = Compile(
            ("a", "cuont('view') > 1"), ("b", "segment('buyr')"), ("buyer", "true"), ("buyer", "false"), ("c", "true and"));

        Assert.Equal(4, _problems.Count);
        Assert.Contains(
            _problems, p => p.Rule == "b" && p.Message.Contains("perhaps 'buyer' was meant", StringComparison.Ordinal));
        Assert.Contains(_problems, p => p.Rule == "buyer" && p.Message.Contains("used twice", StringComparison.Ordinal));
        Assert.Equal(["buyer"], new RuleScene().Segments(program));
        Assert.Equal(5, program.Count);
    }

    [Fact]
    public void MoreThanTheCapacity_AreReported()
    {
        var program = Compile([.. Enumerable.Range(0, SegmentSet.Capacity + 2).Select(i => ($"s{i}", "true"))]);

        Assert.Equal(2, _problems.Count);
        Assert.Equal(SegmentSet.Capacity, program.Count);
        Assert.Equal(SegmentSet.Capacity, new RuleScene().Segments(program).Length);
    }

    [Fact]
    public void OldResult_IsReplaced()
    {
        var program = Compile(("buyer", "count('purchase') > 0"));
        var set = default(SegmentSet);
        program.Evaluate(RuleTests.Visitor().Input(), ref set);
        Assert.Equal(1, set.Count);
        Assert.True(set.Contains(0));

        program.Evaluate(new RuleScene().Input(), ref set);
        Assert.Equal(0, set.Count);
        Assert.False(set.Contains(-1));
        Assert.False(set.Contains(5000));
    }

    [Fact]
    public void RuleOverSegments_SeesWhatTheVisitorBelongsTo()
    {
        var program = Compile(("buyer", "count('purchase') > 0"));
        var rule = Rule.Compile("segment('buyer')", program, out _)!;
        var set = default(SegmentSet);
        Assert.False(rule.Evaluate(RuleTests.Visitor().Input(), set));
        program.Evaluate(RuleTests.Visitor().Input(), ref set);
        Assert.True(rule.Evaluate(RuleTests.Visitor().Input(), set));
    }

    [Fact]
    public void EmptyProgram_HasNoSegments()
    {
        Assert.Equal(0, SegmentProgram.Empty.Count);
        Assert.Empty(RuleTests.Visitor().Segments(SegmentProgram.Empty));
    }

    [Fact]
    public void MoreMeasuresThanAreRemembered_StillReadRight()
    {
        var program = Compile([.. Enumerable.Range(1, 600).Select(i => ($"s{i}", $"count('view', {i * 15}m) > 0"))]);
        var expected = Enumerable.Range(1, 600).Where(i => i * 15 > 12).Select(i => $"s{i}");

        Assert.Equal(expected, new RuleScene().With(EventType.View, "a", 0.2).Segments(program));
    }

    [Fact]
    public void ThousandRules_AllocateNothing()
    {
        var program = Compile([.. Enumerable.Range(0, 1000).Select(i => (
            $"s{i}", $"count('view', {(i % 30) + 1}d) > {i % 5} and device() = 'mobile' or since('purchase') < {i}h or viewed('item-{i}')"))]);
        var scene = RuleTests.Visitor();
        var held = Evaluate(program, scene, 5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        held += Evaluate(program, scene, 100);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(held > 0);
        Assert.Empty(_problems);
    }

    private static int Evaluate(SegmentProgram program, RuleScene scene, int times)
    {
        var held = 0;
        for (var i = 0; i < times; i++)
        {
            var set = default(SegmentSet);
            program.Evaluate(scene.Input(), ref set);
            held += set.Count;
        }

        return held;
    }

    private SegmentProgram Compile(params (string Name, string When)[] segments) =>
        SegmentProgram.Compile([.. segments.Select(s => new SegmentDefinition(s.Name, s.When, 0))], _problems);
}
