using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Benchmarks.Samples;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Benchmarks.Segments;

/// <summary>What do all rules of a site cost for one page view, beside a single rule?</summary>
public class SegmentBenchmarks
{
    private static readonly string[] Events = ["view", "cart", "purchase", "search"];

    private readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    private byte[] _profile = [];
    private SegmentProgram _one = SegmentProgram.Empty;
    private SegmentProgram _all = SegmentProgram.Empty;

    [Params(50, 1000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _profile = SampleProfile.Create(1, _now);
        _one = Compile(1);
        _all = Compile(Rules);
        if (_all.Count != Rules || EvaluateAll() is 0 || EvaluateAll() == Rules)
        {
            throw new InvalidOperationException($"{_all.Count} of {Rules} rules compiled, {EvaluateAll()} hold.");
        }
    }

    [Benchmark(Baseline = true, Description = "one rule")]
    public int EvaluateOne() => Evaluate(_one);

    [Benchmark(Description = "all rules")]
    [Budget(AllocatedBytes = 0)]
    public int EvaluateAll() => Evaluate(_all);

    private static SegmentProgram Compile(int rules) => SegmentProgram.Compile(
        [.. Enumerable.Range(0, rules).Select(static i => new SegmentDefinition($"s{i}", RuleAt(i), i))], []);

    private static string RuleAt(int i) => (i % 5) switch
    {
        0 => $"count('{Events[i / 5 % 4]}', {1 + (i % 90)}d) > {i % 12}",
        1 => $"count('view', 7d) > {i % 40} and count('cart', 7d) > 0 and count('purchase', 7d) = 0",
        2 => $"path_matches('/product/**') and device() in ['mobile', 'tablet'] and count('view', {1 + (i % 24)}h) > 1",
        3 => $"since('cart') < {1 + (i % 48)}h or sum('purchase', 90d) > {i}",
        _ => $"path_matches('/category/c{i}/**') or count('search', 30d) > {i % 7}",
    };

    private int Evaluate(SegmentProgram program)
    {
        var input = new RuleInput
        {
            Profile = new ProfileView(_profile),
            Context = new VisitorContext { Device = DeviceClass.Mobile },
            Path = "/product/shoes/42",
            Now = _now,
            Granted = Purposes.All,
        };
        var segments = default(SegmentSet);
        program.Evaluate(input, ref segments);
        return segments.Count;
    }
}
