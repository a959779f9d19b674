using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// Compiled rules: one flat array of nodes and the tables they point into. Immutable; evaluating allocates and boxes
/// nothing. A rule has few hundred nodes at most, so recursion is safe.
/// </summary>
internal sealed class RuleCode(
    RuleNode[] nodes, RuleMeasure[] measures, RuleTextOperand[] texts, PathPattern[] patterns, double[][] numberSets, string[][] textSets)
{
    /// <summary>Measures kept for one evaluation; a program with more measures the rest each time it is asked.</summary>
    public const int MaxMemo = 256;

    private const double NotMeasured = double.NegativeInfinity;
    private const long HourMs = 3_600_000;

    /// <summary>How many values an evaluation remembers.</summary>
    public int MemoSize => Math.Min(measures.Length, MaxMemo);

    /// <summary>Prepares the memory of an evaluation.</summary>
    public static void Clear(Span<double> memo) => memo.Fill(NotMeasured);

    /// <summary>True when the rule with this root holds.</summary>
    public bool Holds(int root, in RuleInput input, in SegmentSet segments, Span<double> memo) => Evaluate(root, input, segments, memo) == 1;

    private double Evaluate(int index, in RuleInput input, in SegmentSet segments, Span<double> memo)
    {
        ref readonly var node = ref nodes[index];
        switch (node.Op)
        {
            case RuleOp.Constant: return node.Number;
            case RuleOp.And: return Holds(node.Left, input, segments, memo) && Holds(node.Right, input, segments, memo) ? 1 : 0;
            case RuleOp.Or: return Holds(node.Left, input, segments, memo) || Holds(node.Right, input, segments, memo) ? 1 : 0;
            case RuleOp.Not: return Holds(node.Left, input, segments, memo) ? 0 : 1;
            case RuleOp.Measure: return Measure(node.Left, input, memo);
            case RuleOp.Segment: return segments.Contains(node.Left) ? 1 : 0;
            case RuleOp.NumberIn: return Array.IndexOf(numberSets[node.Right], Evaluate(node.Left, input, segments, memo)) >= 0 ? 1 : 0;
            case >= RuleOp.Equal and <= RuleOp.Divide:
                return Combine(node.Op, Evaluate(node.Left, input, segments, memo), Evaluate(node.Right, input, segments, memo));
            default: return Look(node, input);
        }
    }

    /// <summary>A comparison with an absent number (NaN) is false, also <c>!=</c>.</summary>
    private static double Combine(RuleOp op, double left, double right) => op switch
    {
        RuleOp.Equal => left == right ? 1 : 0,
        RuleOp.NotEqual => left < right || left > right ? 1 : 0,
        RuleOp.Less => left < right ? 1 : 0,
        RuleOp.LessOrEqual => left <= right ? 1 : 0,
        RuleOp.Greater => left > right ? 1 : 0,
        RuleOp.GreaterOrEqual => left >= right ? 1 : 0,
        RuleOp.Add => left + right,
        RuleOp.Subtract => left - right,
        RuleOp.Multiply => left * right,
        _ => right == 0 ? double.NaN : left / right,
    };

    private double Measure(int index, in RuleInput input, Span<double> memo)
    {
        if (index >= memo.Length)
        {
            return measures[index].Read(input);
        }

        ref var value = ref memo[index];
        if (value == NotMeasured)
        {
            value = measures[index].Read(input);
        }

        return value;
    }

    /// <summary>Nodes without operands: they look at the input only.</summary>
    private double Look(in RuleNode node, in RuleInput input)
    {
        var holds = node.Op switch
        {
            RuleOp.TextEqual => texts[node.Left].Read(input).SequenceEqual(texts[node.Right].Read(input)),
            RuleOp.TextIn => IsIn(textSets[node.Right], texts[node.Left].Read(input)),
            RuleOp.Bot => input.Context.IsBot,
            RuleOp.PathMatches => patterns[node.Left].IsMatch(input.Path),
            RuleOp.Consent => (input.Granted & (Purposes)node.Left) != 0,
            RuleOp.HasItem => CountItem(node, input, stopAt: 1) > 0,
            RuleOp.Returning => VisitNumber(input) > 1,
            RuleOp.FirstVisit => (input.Granted & Purposes.Personalisation) != 0 && VisitNumber(input) <= 1,
            _ => (bool?)null,
        };
        return holds is { } known ? (known ? 1 : 0) : node.Op switch
        {
            RuleOp.CountItem => CountItem(node, input, stopAt: int.MaxValue),
            RuleOp.Sessions => VisitNumber(input),
            RuleOp.Hour => LocalHours(input) % 24,

            // 1970-01-01 was a Thursday; Monday is 1 and Sunday 7 (ISO 8601).
            _ => (((LocalHours(input) / 24) + 3) % 7) + 1,
        };
    }

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

    /// <summary>The visit this page view belongs to, counted from 1; 0 when nothing is known. The view itself is not in the profile yet.</summary>
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
