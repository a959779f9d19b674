using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Storage;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Encodings;

/// <summary>
/// The other forms of one stored body: gzip and brotli, made in the background once somebody who takes them came a second time,
/// or received from the origin. They belong to the body: a 304 hands them on to the response that replaces theirs. Any number of
/// threads read; forms appear and never change.
/// </summary>
/// <param name="queue">Makes what is missing; null when nothing is to be made.</param>
/// <param name="originCoding">The coding in which the origin sent the body: its strong entity tag belongs to that form.</param>
internal sealed class EncodedBodies(EncodingQueue? queue, ContentCoding originCoding)
{
    private const int Idle = 0;
    private const int Settled = 1;

    private readonly Lock _gate = new();
    private byte[]? _gzip;
    private byte[]? _brotli;
    private StoredVariant? _owner;
    private long _counted;

    // What the origin's strong tag becomes for forms it did not send: the same, weak (RFC 9110 section 8.8.1).
    private string? _weakTag;
    private int _state = queue is null ? Settled : Idle;

    /// <summary>The coding in which the origin sent the body.</summary>
    public ContentCoding OriginCoding => originCoding;

    public SharedBody? Gzip => ToBody(Volatile.Read(ref _gzip));

    public SharedBody? Brotli => ToBody(Volatile.Read(ref _brotli));

    /// <summary>The response whose body this is now.</summary>
    public StoredVariant? Owner => Volatile.Read(ref _owner);

    /// <summary>Bytes held beside the identity form.</summary>
    public long SizeBytes => (Gzip?.Length ?? 0) + (Brotli?.Length ?? 0);

    public SharedBody? this[ContentCoding coding] => coding switch
    {
        ContentCoding.Gzip => Gzip,
        ContentCoding.Brotli => Brotli,
        _ => null,
    };

    /// <summary>
    /// The form for a client. Ranges are ranges of the identity form, so that a client can go on where it stopped, whatever was
    /// made meanwhile.
    /// </summary>
    public BodyForm Select(StoredResponse response, IHeaderDictionary request)
    {
        var coding = ContentCoding.Identity;
        if (request.Range.Count == 0)
        {
            var accepted = AcceptedEncodings.Read(request.AcceptEncoding);
            coding = accepted.Choose(Gzip is not null, Brotli is not null);
            if (_state == Idle && accepted.Choose(gzip: true, brotli: true) != ContentCoding.Identity)
            {
                Want();
            }
        }

        return new BodyForm(
            this[coding] ?? response.Body,
            coding == ContentCoding.Identity ? null : coding.ToText(),
            coding == originCoding ? null : Volatile.Read(ref _weakTag));
    }

    /// <summary>Puts a form beside the body and counts it against the cap.</summary>
    public void Add(ContentCoding coding, SharedBody form)
    {
        Volatile.Write(ref coding == ContentCoding.Gzip ? ref _gzip : ref _brotli, form.Block);
        Count();
    }

    /// <summary>The body lives on in this response; the bytes of forms that its size is to include.</summary>
    public long MoveTo(StoredVariant owner)
    {
        lock (_gate)
        {
            _owner = owner;
            _weakTag = owner.ETag is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal) ? "W/" + tag : owner.ETag;
            return _counted = SizeBytes;
        }
    }

    /// <summary>Counts forms that came after the owner's size was taken, once the owner has its place in the store.</summary>
    public void Count()
    {
        StoredVariant? variant;
        long missed;
        lock (_gate)
        {
            variant = _owner is { IsKept: true } ? _owner : null;
            missed = SizeBytes - _counted;
            _counted += variant is null ? 0 : missed;
        }

        variant?.Resize(missed);
    }

    /// <summary>The forms were not made for a reason that may pass.</summary>
    public void AskAgain() => Volatile.Write(ref _state, Idle);

    private static SharedBody? ToBody(byte[]? block) => block is null ? null : new SharedBody(block);

    /// <summary>Asks for the forms to be made. A full queue forgets it until the next hit.</summary>
    private void Want()
    {
        if (Interlocked.CompareExchange(ref _state, Settled, Idle) == Idle && !queue!.TryAdd(this))
        {
            AskAgain();
        }
    }
}
