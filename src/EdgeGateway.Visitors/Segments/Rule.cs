namespace EdgeGateway.Visitors.Segments;

/// <summary>One compiled rule, such as the <c>When</c> of a slot's choice. Immutable and thread-safe.</summary>
public sealed class Rule
{
    private readonly RuleCode _code;
    private readonly int _root;

    private Rule(RuleCode code, int root)
    {
        _code = code;
        _root = root;
    }

    /// <summary>Compiles a rule.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="segments">The segments it may name.</param>
    /// <param name="problem">What is wrong, when the result is null.</param>
    public static Rule? Compile(string text, SegmentProgram segments, out RuleProblem? problem)
    {
        try
        {
            var compiler = new RuleCompiler(segments.IndexOf, segments.Names);
            var root = compiler.CompileRule(RuleParser.Parse(text));
            problem = null;
            return new Rule(compiler.Finish(), root);
        }
        catch (RuleException e)
        {
            problem = e.ToProblem(text);
            return null;
        }
    }

    /// <summary>True when the rule holds. Allocates nothing.</summary>
    /// <param name="input">What is known for this page view.</param>
    /// <param name="segments">What <see cref="SegmentProgram.Evaluate"/> found for the same input.</param>
    public bool Evaluate(in RuleInput input, in SegmentSet segments)
    {
        var scratch = RuleScratch.Begin(_code.MeasureCount);
        return _code.Holds(_root, input, segments, scratch);
    }
}
