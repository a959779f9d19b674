using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Paths;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// Compiled rules: one flat array of nodes and the tables they point into. Immutable; evaluating allocates and boxes
/// nothing. A rule has few hundred nodes at most, so recursion is safe.
/// </summary>
internal sealed class RuleCode(
    RuleNode[] nodes, RuleMeasure[] measures, RuleTextOperand[] texts, PathPattern[] patterns, double[][] numberSets,
    string[][] textSets)
{
    private const long HourMs = 3_600_000;

    /// <summary>How many measures an evaluation may take.</summary>
    public int MeasureCount => measures.Length;

    /// <summary>True when the rule with this root holds.</summary>
    public bool Holds(int root, in RuleInput input, in SegmentSet segments, RuleScratch scratch)
    {
        ref readonly var node = ref nodes[root];
        switch (node.Op)
        {
            case RuleOp.And: return Holds(node.Left, input, segments, scratch) && Holds(node.Right, input, segments, scratch);
            case RuleOp.Or: return Holds(node.Left, input, segments, scratch) || Holds(node.Right, input, segments, scratch);
            case RuleOp.Not: return !Holds(node.Left, input, segments, scratch);
            case RuleOp.Constant: return node.Number == 1;
            case RuleOp.Segment: return segments.Contains(node.Left);
            case RuleOp.CompareMeasure:
                return Compare((RuleOp)node.Right, scratch.Measure(node.Left, measures[node.Left], input), node.Number);
            case >= RuleOp.Equal and <= RuleOp.GreaterOrEqual:
                return Compare(
                    node.Op, Evaluate(node.Left, input, segments, scratch), Evaluate(node.Right, input, segments, scratch));
            case RuleOp.NumberIn:
                return Array.IndexOf(numberSets[node.Right],
                Evaluate(node.Left, input, segments, scratch)) >= 0;
            default: return Look(node, input);
        }
    }

    private double Evaluate(int index, in RuleInput input, in SegmentSet segments, RuleScratch scratch)
    {
        ref readonly var node = ref nodes[index];
        switch (node.Op)
        {
            case RuleOp.Constant: return node.Number;
            case RuleOp.Measure: return scratch.Measure(node.Left, measures[node.Left], input);
            case >= RuleOp.Add and <= RuleOp.Divide:
                return Combine(
                    node.Op, Evaluate(node.Left, input, segments, scratch), Evaluate(node.Right, input, segments, scratch));
            case RuleOp.CountItem: return CountItem(node, input, stopAt: int.MaxValue);
            case RuleOp.Sessions: return VisitNumber(input);
            case RuleOp.Hour: return LocalHours(input) % 24;

            // 1970-01-01 was a Thursday; Monday is 1 and Sunday 7 (ISO 8601).
            case RuleOp.Weekday: return (((LocalHours(input) / 24) + 3) % 7) + 1;
            default: return Holds(index, input, segments, scratch) ? 1 : 0;
        }
    }

    /// <summary>A comparison with an absent number (NaN) is false, also <c>!=</c>.</summary>
    private static bool Compare(RuleOp op, double left, double right) => op switch
    {
        RuleOp.Equal => left == right,
        RuleOp.NotEqual => left < right || left > right,
        RuleOp.Less => left < right,
        RuleOp.LessOrEqual => left <= right,
        RuleOp.Greater => left > right,
        _ => left >= right,
    };

    private static double Combine(RuleOp op, double left, double right) => op switch
    {
        RuleOp.Add => left + right,
        RuleOp.Subtract => left - right,
        RuleOp.Multiply => left * right,
        _ => right == 0 ? double.NaN : left / right,
    };

    /// <summary>Questions without operands: they look at the input only.</summary>
    private bool Look(in RuleNode node, in RuleInput input) => node.Op switch
    {
        RuleOp.TextEqual => texts[node.Left].Read(input).SequenceEqual(texts[node.Right].Read(input)),
        RuleOp.TextIn => IsIn(textSets[node.Right], texts[node.Left].Read(input)),
        RuleOp.Bot => input.Context.IsBot,
        RuleOp.PathMatches => patterns[node.Left].Matches(input.Path),
        RuleOp.Consent => (input.Granted & (Purposes)node.Left) != 0,
        RuleOp.HasItem => CountItem(node, input, stopAt: 1) > 0,
        RuleOp.Returning => VisitNumber(input) > 1,
        RuleOp.FirstVisit => (input.Granted & Purposes.Personalisation) != 0 && VisitNumber(input) <= 1,
        _ => throw new InvalidOperationException($"The operation '{node.Op}' yields no truth."),
    };

    private int CountItem(in RuleNode node, in RuleInput input, int stopAt)
    {
        Span<byte> item = stackalloc byte[RuleTextOperand.MaxItemBytes];
        item = item[..texts[node.Left].ReadItem(input, item)];
        var type = (EventType)node.Right;
        var start = node.Number > 0 ? input.Now - (long)node.Number : long.MinValue;
        var count = 0;
        foreach (var entry in item.IsEmpty ? default : input.Profile.Events)
        {
            if (entry.Type == type && entry.Time > start && entry.Item.SequenceEqual(item) && ++count == stopAt)
            {
                break;
            }
        }

        return count;
    }

    /// <summary>
    /// The visit this page view belongs to, counted from 1; 0 when nothing is known. The view itself is not in the profile yet.
    /// </summary>
    private static int VisitNumber(in RuleInput input)
    {
        var profile = input.Profile;
        return profile.IsEmpty ? 0 : profile.Sessions + (input.Now - profile.LastSeen > ProfileLayout.SessionGapMs ? 1 : 0);
    }

    private static long LocalHours(in RuleInput input) =>
        Math.Max(0, input.Now + (input.Context.UtcOffset.Ticks / TimeSpan.TicksPerMillisecond)) / HourMs;

    private static bool IsIn(string[] set, ReadOnlySpan<char> text)
    {
        foreach (var candidate in set)
        {
            if (text.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }
}
