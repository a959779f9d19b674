namespace EdgeGateway.Caching;

/// <summary>What the request's preconditions ask for.</summary>
public enum ConditionalOutcome
{
    /// <summary>No precondition, or one that asks for the whole response.</summary>
    Send,

    /// <summary>The client has it already: answer 304 with the stored headers and no body.</summary>
    NotModified,
}
