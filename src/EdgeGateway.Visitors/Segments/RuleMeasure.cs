using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Profiles;

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
    public double Read(in ProfileView profile, ProfileHistory history, long now)
    {
        ref readonly var total = ref history.Total(Type);
        if (Kind == RuleMeasureKind.Since)
        {
            return total.Count > 0 ? Math.Max(0, now - total.Last) : double.NaN;
        }

        var (count, sum) = Window == TimeSpan.Zero ? (total.Count, total.Sum) : history.Measure(profile, Type, Window, now);
        return Kind == RuleMeasureKind.Count ? count : sum;
    }
}
