namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// Selectors compiled for one pass over a page: steps, each with a bit of its own. An element meets a step when it meets
/// the step's demands and an element in the right place met the step before. Immutable.
/// </summary>
internal sealed class SelectorProgram
{
    private readonly SelectorStep[] _steps;

    public SelectorProgram(IReadOnlyList<SelectorStep> steps)
    {
        _steps = [.. steps];
        Index = new StepIndex(_steps);
        Targets = new ulong[Words];
        Ahead = new ulong[Words];
        for (var i = 0; i < _steps.Length; i++)
        {
            Targets[i >> 6] |= _steps[i].Target >= 0 ? 1UL << i : 0;
            Ahead[i >> 6] |= _steps[i].LooksAhead ? 1UL << i : 0;
            LooksAhead |= _steps[i].LooksAhead;
            LooksBeside |= _steps[i].Combinator == Combinator.Sibling;
            CountsTypes |= Array.Exists(
                _steps[i].Conditions, static c => c.Kind is ConditionKind.NthOfType or ConditionKind.NthLastOfType);
        }
    }

    public ReadOnlySpan<SelectorStep> Steps => _steps;

    public StepIndex Index { get; }

    /// <summary>The steps that are a selector's last.</summary>
    public ulong[] Targets { get; }

    /// <summary>The steps of <c>:has()</c>.</summary>
    public ulong[] Ahead { get; }

    public bool LooksAhead { get; }

    public bool LooksBeside { get; }

    public bool CountsTypes { get; }

    /// <summary>True when the selector's elements can be told from what comes before them on the page.</summary>
    public bool IsKnownWhenOpened(int target)
    {
        var known = new bool[_steps.Length];
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            known[i] = !step.LooksAhead
                && (step.Previous < 0 || known[step.Previous])
                && Array.TrueForAll(step.Conditions, condition => IsKnown(condition, known));
        }

        for (var i = 0; i < _steps.Length; i++)
        {
            if (_steps[i].Target == target && !known[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsKnown(StepCondition condition, bool[] known) => condition.Kind switch
    {
        ConditionKind.Meets => Array.TrueForAll(condition.Steps, step => known[step]),
        ConditionKind.Nth => condition.Steps.Length == 0,
        _ => condition.Kind == ConditionKind.Root,
    };

    /// <summary>Words of 64 steps in a set.</summary>
    public int Words => (_steps.Length + 63) / 64;
}
