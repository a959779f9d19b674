using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Origins.Wire;

/// <summary>
/// One request on its way to an origin. It travels with the asynchronous flow of the sending, which is how a connection that is
/// reused learns whose response comes next.
/// </summary>
internal sealed class OriginCall(HttpMethod method, bool asksUpgrade, Action<ReadOnlyMemory<byte>>? interim)
{
    /// <summary>Takes interim responses of a request; set it among the message's options.</summary>
    public static readonly HttpRequestOptionsKey<Action<ReadOnlyMemory<byte>>?> InterimKey = new("edge.interim");

    /// <summary>True for a request in which nothing is anybody's own.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsSharedKey = new("edge.shared");

    private static readonly AsyncLocal<OriginCall?> Running = new();

    public static OriginCall? Current
    {
        get => Running.Value;
        set => Running.Value = value;
    }

    /// <summary>Sending it twice means what sending it once does (RFC 9110 section 9.2.2).</summary>
    public bool IsIdempotent { get; } =
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Put || method == HttpMethod.Delete;

    public bool AsksUpgrade { get; } = asksUpgrade;

    /// <summary>Where interim responses go, or null when nobody waits for them.</summary>
    public Action<ReadOnlyMemory<byte>>? Interim { get; } = interim;

    /// <summary>Why the response is refused; set by the connection.</summary>
    public OriginRefusal Refusal { get; set; }
}
