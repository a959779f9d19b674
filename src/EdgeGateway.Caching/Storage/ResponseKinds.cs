using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Freshness;

namespace EdgeGateway.Caching.Storage;

/// <summary>The kinds of responses of one cache, with what all of them need: its store and its clock.</summary>
internal sealed class ResponseKinds(MemoryStore store, TimeProvider time)
{
    /// <summary>A kind with its decision and directives.</summary>
    private const int KindBytes = 232;

    private readonly Interned<ResponseKind> _kinds = new(4096);

    public MemoryStore Store => store;

    public TimeProvider Time => time;

    public ResponseKind Of(int statusCode, StoredHeaders headers, StoreDecision decision)
    {
        var encoding = headers["Content-Encoding"] is { Count: > 0 } field && ContentCodingText.Read(field) != ContentCoding.Identity
            ? field.ToString()
            : null;
        var alike = decision with { Lifetime = TimeSpan.Zero, InitialAge = TimeSpan.Zero };
        return _kinds.Of(new ResponseKind(this, statusCode, encoding, alike));
    }

    /// <summary>What a response's kind costs: nothing when others share it.</summary>
    public long CostOf(ResponseKind kind) => _kinds.Holds(kind) ? 0 : KindBytes;
}
