namespace EdgeGateway.Primitives.Outcomes;

/// <summary>What came of undoing an origin's content coding.</summary>
public enum DecodeOutcome
{
    /// <summary>The whole body was decoded and its end proven.</summary>
    Decoded,

    /// <summary>Not of that coding, cut off, damaged, or followed by something else.</summary>
    Damaged,

    /// <summary>It expands beyond the limit.</summary>
    TooLarge,
}
