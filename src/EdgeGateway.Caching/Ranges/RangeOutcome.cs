namespace EdgeGateway.Caching.Ranges;

/// <summary>What a request's Range field asks for.</summary>
public enum RangeOutcome
{
    /// <summary>Nothing that counts: answer with the whole body.</summary>
    Whole,

    /// <summary>One or more parts: answer 206.</summary>
    Parts,

    /// <summary>Only bytes that are not there: answer 416.</summary>
    Unsatisfiable,
}
