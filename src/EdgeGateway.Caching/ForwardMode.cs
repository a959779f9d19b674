namespace EdgeGateway.Caching;

/// <summary>Which request header fields a shared fetch sends to the origin.</summary>
public enum ForwardMode
{
    /// <summary>End-to-end fields, as an HTTP proxy does, without those known to override target, method or address.</summary>
    All,

    /// <summary>Only what is part of the key, names learned from <c>Vary</c> included.</summary>
    Keyed,
}
