using System.Collections.Frozen;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Segments;
using EdgeGateway.Visitors.Tests.Profiles;

namespace EdgeGateway.Visitors.Tests.Segments;

/// <summary>A page view for rules to judge: Thursday 2026-01-01 10:00 UTC, a phone, one visitor.</summary>
internal sealed class RuleScene
{
    public const long Now = 1_767_261_600_000;
    private const long Hour = 3_600_000;
    private readonly ProfileBuilder _profile = new();

    public Purposes Granted { get; set; } = Purposes.All;

    public VisitorContext Context { get; set; } = new(DeviceClass.Mobile, IsBot: false, "de");

    public string Path { get; set; } = "/product/shoe-1";

    public CatalogueItem? PageItem { get; set; } =
        new("shoe-1", 0, 1, Available: true, "shoes", FrozenDictionary<string, string>.Empty);

    public RuleScene With(EventType type, string item, double hoursAgo, double value = double.NaN, int quantity = 1)
    {
        _profile.Add(type, item, Now - (long)(hoursAgo * Hour), value, quantity);
        return this;
    }

    public bool Judge(string rule)
    {
        var compiled = Rule.Compile(rule, SegmentProgram.Empty, out var problem);
        Assert.True(compiled is not null, problem?.Message);
        return Judge(compiled);
    }

    public bool Judge(Rule rule) => rule.Evaluate(Input(), default);

    public string[] Segments(SegmentProgram program)
    {
        var set = default(SegmentSet);
        program.Evaluate(Input(), ref set);
        return [.. Enumerable.Range(0, program.Count).Where(i => set.Contains(i)).Select(program.NameAt)];
    }

    public RuleInput Input() => new()
    {
        Profile = _profile.View,
        Context = Context,
        Path = Path,
        PageItem = PageItem,
        Now = Now,
        Granted = Granted,
    };
}
