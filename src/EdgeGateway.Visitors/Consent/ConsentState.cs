namespace EdgeGateway.Visitors.Consent;

/// <summary>What one request may be used for.</summary>
/// <param name="Granted">The purposes; always with <see cref="Purposes.Necessary"/> when read from a request.</param>
/// <param name="Source">What decided.</param>
/// <param name="Asked">True when the visitor has answered the banner.</param>
public readonly record struct ConsentState(Purposes Granted, ConsentSource Source, bool Asked)
{
    /// <summary>True when every one of <paramref name="purposes"/> is granted.</summary>
    public bool Allows(Purposes purposes) => (Granted & purposes) == purposes;
}
