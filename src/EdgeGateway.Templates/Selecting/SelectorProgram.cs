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
        Forward = new ulong[Words];
        KnownWhenOpened = new ulong[Words];
        FindKnown();
        for (var i = 0; i < _steps.Length; i++)
        {
            Targets[i >> 6] |= _steps[i].Target >= 0 ? 1UL << i : 0;
            (_steps[i].LooksAhead ? Ahead : Forward)[i >> 6] |= 1UL << i;
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

    /// <summary>All other steps.</summary>
    public ulong[] Forward { get; }

    /// <summary>The steps that an element can be told to meet from what comes before it on the page.</summary>
    public ulong[] KnownWhenOpened { get; }

    public bool LooksAhead { get; }

    public bool LooksBeside { get; }

    public bool CountsTypes { get; }

    /// <summary>True when the selector's elements can be told from what comes before them on the page.</summary>
    public bool IsKnownWhenOpened(int target)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            if (_steps[i].Target == target && !StepSet.Contains(KnownWhenOpened, i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Steps come after those they refer to, so one pass tells.</summary>
    private void FindKnown()
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            var isKnown = !step.LooksAhead
                && (step.Previous < 0 || StepSet.Contains(KnownWhenOpened, step.Previous))
                && Array.TrueForAll(step.Conditions, condition => IsKnown(condition, KnownWhenOpened));
            KnownWhenOpened[i >> 6] |= isKnown ? 1UL << i : 0;
        }
    }

    private static bool IsKnown(StepCondition condition, ulong[] known) => condition.Kind switch
    {
        ConditionKind.Meets => Array.TrueForAll(condition.Steps, step => StepSet.Contains(known, step)),
        ConditionKind.Nth => condition.Steps.Length == 0,
        _ => condition.Kind == ConditionKind.Root,
    };

    /// <summary>Words of 64 steps in a set.</summary>
    public int Words => (_steps.Length + 63) / 64;
}
