namespace EdgeGateway.Visitors.Segments;

/// <summary>Orders segments so that each comes after those its rule names, and refuses circles.</summary>
internal static class SegmentOrder
{
    /// <summary>Returns indexes in order; segments on a circle, or that need one, are left out and reported.</summary>
    /// <param name="definitions">All segments.</param>
    /// <param name="rules">Their parsed rules; null where parsing failed.</param>
    /// <param name="indexes">Index by name.</param>
    /// <param name="problems">Receives one problem for each segment left out.</param>
    public static List<int> Sort(
        IReadOnlyList<SegmentDefinition> definitions, RuleExpression?[] rules, Dictionary<string, int> indexes,
        ICollection<RuleProblem> problems)
    {
        var order = new List<int>(rules.Length);
        var done = new bool[rules.Length];
        var references = rules.Select(rule => rule is null ? [] : ReferencesOf(rule, indexes)).ToArray();
        for (var progress = true; progress;)
        {
            progress = false;
            for (var i = 0; i < rules.Length; i++)
            {
                if (!done[i] && references[i].TrueForAll(reference => done[reference.Index]))
                {
                    done[i] = progress = true;
                    order.Add(i);
                }
            }
        }

        for (var i = 0; i < rules.Length; i++)
        {
            if (!done[i])
            {
                var (index, column) = references[i].First(reference => !done[reference.Index]);
                problems.Add(new RuleProblem(
                    definitions[i].Name, column,
                    $"The segment '{definitions[i].Name}' cannot be decided: segment('{definitions[index].Name}') at column {column} leads round in a circle."));
            }
        }

        return order;
    }

    private static List<(int Index, int Column)> ReferencesOf(RuleExpression expression, Dictionary<string, int> indexes)
    {
        var found = new List<(int, int)>();
        Collect(expression, indexes, found);
        return found;
    }

    private static void Collect(RuleExpression expression, Dictionary<string, int> indexes, List<(int Index, int Column)> found)
    {
        switch (expression)
        {
            case RuleExpression.Unary unary:
                Collect(unary.Operand, indexes, found);
                break;
            case RuleExpression.Binary binary:
                Collect(binary.Left, indexes, found);
                Collect(binary.Right, indexes, found);
                break;
            case RuleExpression.Membership membership:
                Collect(membership.Value, indexes, found);
                break;
            case RuleExpression.Call { Name: "segment", Arguments: [RuleExpression.Literal { Type: RuleType.Text } name] } call
                when indexes.TryGetValue(name.Text, out var index):
                found.Add((index, call.Column));
                break;
            default:
                break;
        }
    }
}
