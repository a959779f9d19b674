namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// All segments of a site, compiled together. A segment whose rule has a problem keeps its index and never holds.
/// Immutable and thread-safe.
/// </summary>
public sealed class SegmentProgram
{
    private readonly SegmentDefinition[] _definitions;
    private readonly Dictionary<string, int> _indexes;
    private readonly RuleCode _code;

    /// <summary>Segments in the order of evaluation, each with the root of its rule.</summary>
    private readonly (int Index, int Root)[] _steps;

    private SegmentProgram(
        SegmentDefinition[] definitions, Dictionary<string, int> indexes, RuleCode code, (int Index, int Root)[] steps)
    {
        _definitions = definitions;
        _indexes = indexes;
        _code = code;
        _steps = steps;
    }

    /// <summary>A site without segments.</summary>
    public static SegmentProgram Empty { get; } = Compile([], []);

    /// <summary>How many segments there are.</summary>
    public int Count => _definitions.Length;

    /// <summary>Compiles segments; every problem of every rule is reported at once (the first one of each rule).</summary>
    /// <param name="definitions">At most <see cref="SegmentSet.Capacity"/>.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static SegmentProgram Compile(IReadOnlyList<SegmentDefinition> definitions, ICollection<RuleProblem> problems)
    {
        SegmentDefinition[] kept = [.. definitions.Take(SegmentSet.Capacity)];
        foreach (var extra in definitions.Skip(SegmentSet.Capacity))
        {
            problems.Add(
                new RuleProblem(
                    extra.Name, 1, $"The segment '{extra.Name}' is one too many: {SegmentSet.Capacity} are accepted."));
        }

        var indexes = IndexNames(kept, problems);
        var rules = kept.Select(definition => Parse(definition, problems)).ToArray();
        var compiler = new RuleCompiler(name => indexes.GetValueOrDefault(name, -1), indexes.Keys);
        var steps = new List<(int, int)>();
        foreach (var index in SegmentOrder.Sort(kept, rules, indexes, problems))
        {
            if (rules[index] is { } rule && TryCompile(compiler, rule, kept[index].Name, problems, out var root))
            {
                steps.Add((index, root));
            }
        }

        return new SegmentProgram(kept, indexes, compiler.Finish(), [.. steps]);
    }

    /// <summary>The name of a segment.</summary>
    public string NameAt(int index) => _definitions[index].Name;

    /// <summary>The priority of a segment: larger goes first.</summary>
    public int PriorityAt(int index) => _definitions[index].Priority;

    /// <summary>The index of a segment; -1 when there is none of this name.</summary>
    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);

    /// <summary>All names, in index order.</summary>
    public IEnumerable<string> Names => _definitions.Select(definition => definition.Name);

    /// <summary>Finds the segments of a visitor. Allocates nothing.</summary>
    /// <param name="input">What is known for this page view.</param>
    /// <param name="result">Replaced by the segments that hold.</param>
    public void Evaluate(in RuleInput input, ref SegmentSet result)
    {
        var scratch = RuleScratch.Begin(_code.MeasureCount);
        result = default;
        foreach (var (index, root) in _steps)
        {
            if (_code.Holds(root, input, result, scratch))
            {
                result.Add(index);
            }
        }
    }

    private static Dictionary<string, int> IndexNames(SegmentDefinition[] definitions, ICollection<RuleProblem> problems)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < definitions.Length; i++)
        {
            if (!indexes.TryAdd(definitions[i].Name, i))
            {
                problems.Add(
                    new RuleProblem(
                        definitions[i].Name, 1, $"The segment name '{definitions[i].Name}' is used twice; names are unique."));
            }
        }

        return indexes;
    }

    private static RuleExpression? Parse(SegmentDefinition definition, ICollection<RuleProblem> problems)
    {
        try
        {
            return RuleParser.Parse(definition.When);
        }
        catch (RuleException e)
        {
            problems.Add(e.ToProblem(definition.Name));
            return null;
        }
    }

    private static bool TryCompile(
        RuleCompiler compiler, RuleExpression rule, string name, ICollection<RuleProblem> problems, out int root)
    {
        try
        {
            root = compiler.CompileRule(rule);
            return true;
        }
        catch (RuleException e)
        {
            problems.Add(e.ToProblem(name));
            root = -1;
            return false;
        }
    }
}
