namespace EdgeGateway.Templates.Selecting;

/// <summary>What is known about an element from what lies below and after it: sets as in <see cref="StepState"/>.</summary>
internal sealed class AheadState
{
    /// <summary>Steps of <c>:has()</c> that the element itself meets.</summary>
    public ulong[]? Own { get; set; }

    /// <summary>The union of <see cref="Own"/> over its children.</summary>
    public ulong[]? Children { get; set; }

    /// <summary>The union over all that is inside it.</summary>
    public ulong[]? Below { get; set; }

    /// <summary>The union over all later siblings.</summary>
    public ulong[]? Later { get; set; }
}
