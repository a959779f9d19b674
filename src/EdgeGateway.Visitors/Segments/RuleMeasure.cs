using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// A number read from the profile's history. Rules of a program that ask the same thing share one, and each is measured
/// at most once per evaluation.
/// </summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Type">Of which events.</param>
/// <param name="Window">How far back; <see cref="TimeSpan.Zero"/> for ever.</param>
internal readonly record struct RuleMeasure(RuleMeasureKind Kind, EventType Type, TimeSpan Window)
{
    public double Read(in RuleInput input)
    {
        var profile = input.Profile;
        return Kind switch
        {
            RuleMeasureKind.Count => Window == TimeSpan.Zero ? profile.Total(Type) : profile.Count(Type, Window, input.Now),
            RuleMeasureKind.Sum => Window == TimeSpan.Zero ? profile.TotalSum(Type) : profile.Sum(Type, Window, input.Now),
            _ => profile.TryGetLast(Type, out var last) ? Math.Max(0, input.Now - last) : double.NaN,
        };
    }
}
