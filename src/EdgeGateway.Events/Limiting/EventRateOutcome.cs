namespace EdgeGateway.Events.Limiting;

/// <summary>What the rate limits say about a request.</summary>
public enum EventRateOutcome
{
    /// <summary>Within both limits.</summary>
    Allowed,

    /// <summary>The visitor sends too much.</summary>
    Visitor,

    /// <summary>The address sends too much.</summary>
    Address,
}
