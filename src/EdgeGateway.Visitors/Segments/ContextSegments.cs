namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// Segments that a cache key may hold: their rules look at the request alone, so they are known before the visitor is, and all
/// who send the same request are in the same ones.
/// </summary>
public static class ContextSegments
{
    /// <summary>The functions such a rule may call. What <c>page_item()</c> says is known only once the page is there.</summary>
    private static readonly string[] Contextual = ["device", "language", "bot", "path", "path_matches", "hour", "weekday", "segment"];

    /// <summary>
    /// Finds the segments of these names with those that their rules name. A name that does not fit gives a problem; a rule that
    /// cannot be read gives none, since compiling all segments reports it.
    /// </summary>
    /// <param name="definitions">All segments.</param>
    /// <param name="names">Those that the key is to hold.</param>
    /// <param name="problems">Receives name and sentence.</param>
    public static IReadOnlyList<SegmentDefinition> Find(
        IReadOnlyList<SegmentDefinition> definitions, IEnumerable<string> names, ICollection<(string Name, string Message)> problems)
    {
        var found = new List<SegmentDefinition>();
        foreach (var name in names)
        {
            if (Add(name, definitions, found) is { } problem)
            {
                problems.Add((name, problem));
            }
        }

        return found;
    }

    private static string? Add(string name, IReadOnlyList<SegmentDefinition> definitions, List<SegmentDefinition> found)
    {
        if (found.Exists(known => known.Name == name))
        {
            return null;
        }

        if (definitions.FirstOrDefault(candidate => candidate.Name == name) is not { } definition)
        {
            return $"The segment '{name}' does not exist{RuleProblemText.Perhaps(name, definitions.Select(d => d.Name))}.";
        }

        found.Add(definition);
        foreach (var call in CallsOf(definition))
        {
            if (!Contextual.Contains(call.Name))
            {
                return $"The segment '{name}' calls '{call.Name}', which is not known before the cache answers: pages are shared and the "
                    + $"visitor is found out later; a key can hold segments whose rules call {string.Join(", ", Contextual)} alone.";
            }

            if (call is { Name: "segment", Arguments: [RuleExpression.Literal { Type: RuleType.Text } inner] }
                && definitions.Any(d => d.Name == inner.Text) && Add(inner.Text, definitions, found) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static List<RuleExpression.Call> CallsOf(SegmentDefinition definition)
    {
        try
        {
            return [.. CallsOf(RuleParser.Parse(definition.When))];
        }
        catch (RuleException)
        {
            return [];
        }
    }

    private static IEnumerable<RuleExpression.Call> CallsOf(RuleExpression expression) => expression switch
    {
        RuleExpression.Unary unary => CallsOf(unary.Operand),
        RuleExpression.Binary binary => CallsOf(binary.Left).Concat(CallsOf(binary.Right)),
        RuleExpression.Membership membership => CallsOf(membership.Value),
        RuleExpression.Call call => call.Arguments.SelectMany(CallsOf).Append(call),
        _ => [],
    };
}
