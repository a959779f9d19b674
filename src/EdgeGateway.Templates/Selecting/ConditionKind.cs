namespace EdgeGateway.Templates.Selecting;

/// <summary>What a <see cref="StepCondition"/> asks.</summary>
internal enum ConditionKind : byte
{
    /// <summary>The element meets one of the steps: <c>:is()</c>, <c>:where()</c>, <c>:not()</c>.</summary>
    Meets,

    /// <summary>An element below or after it meets one of the steps: <c>:has()</c>.</summary>
    Has,

    /// <summary>Its place among its siblings, or those that meet one of the steps: <c>:nth-child(an+b of S)</c>.</summary>
    Nth,

    /// <summary>Its place among its siblings counted from the last.</summary>
    NthLast,

    /// <summary>Its place among its siblings of the same type.</summary>
    NthOfType,

    /// <summary>Its place among its siblings of the same type counted from the last.</summary>
    NthLastOfType,

    /// <summary>It has neither elements nor text.</summary>
    Empty,

    /// <summary>It is the root.</summary>
    Root,
}
