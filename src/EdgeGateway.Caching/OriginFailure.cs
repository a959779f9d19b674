namespace EdgeGateway.Caching;

/// <summary>Why there is no answer from the origin to pass on.</summary>
public enum OriginFailure
{
    /// <summary>There is an answer.</summary>
    None,

    /// <summary>The origin could not be reached or broke off before its headers were complete: 502.</summary>
    Unreachable,

    /// <summary>The origin's headers did not arrive in time: 504.</summary>
    Timeout,

    /// <summary>The client asked not to be fetched for, and nothing that would do is stored: 504.</summary>
    NotCached,
}
