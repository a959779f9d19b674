namespace EdgeGateway.Templates.Selecting;

/// <summary>A condition that is more than the start tag can tell.</summary>
/// <param name="Kind">What is asked.</param>
internal sealed record StepCondition(ConditionKind Kind)
{
    /// <summary>True for <c>:not()</c>.</summary>
    public bool IsNegated { get; init; }

    /// <summary>Numbers of the steps it is about; all smaller than that of its own step.</summary>
    public int[] Steps { get; init; } = [];

    /// <summary>For <see cref="ConditionKind.Has"/>: how each step relates to the element.</summary>
    public Combinator[] Combinators { get; init; } = [];

    /// <summary>The a of an+b.</summary>
    public int Step { get; init; }

    /// <summary>The b of an+b.</summary>
    public int Offset { get; init; }

    /// <summary>True when a place, counted from 1, is an+b for some n from 0.</summary>
    public bool Counts(int place)
    {
        var distance = (long)place - Offset;
        return Step == 0 ? distance == 0 : distance % Step == 0 && distance / Step >= 0;
    }
}
