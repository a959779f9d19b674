namespace EdgeGateway.Templates.Selecting;

/// <summary>How a step of a selector relates to the step before it.</summary>
internal enum Combinator : byte
{
    /// <summary>It is the first step.</summary>
    None,

    /// <summary>Anywhere inside.</summary>
    Descendant,

    /// <summary>Directly inside.</summary>
    Child,

    /// <summary>The next element beside it.</summary>
    Adjacent,

    /// <summary>Any later element beside it.</summary>
    Sibling,
}
