namespace EdgeGateway.Caching.Directives;

/// <summary>Directives without a number (RFC 9111 section 5.2.2).</summary>
[Flags]
internal enum DirectiveFlags
{
    None = 0,
    NoStore = 1,
    NoCache = 2,
    Private = 4,
    Public = 8,
    MustRevalidate = 16,
    ProxyRevalidate = 32,
    MustUnderstand = 64,
    NoTransform = 128,
}
