namespace EdgeGateway.Primitives.Outcomes;

/// <summary>What came of making one form of a stored body.</summary>
public enum EncodingResult
{
    /// <summary>It serves from now on.</summary>
    Made,

    /// <summary>It would not have been smaller.</summary>
    NoGain,

    /// <summary>The compressor failed.</summary>
    Failed,
}
