using EdgeGateway.Caching.Storage;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Encodings;

/// <summary>One form of a stored body: the bytes to send and what must be said of them.</summary>
public readonly struct BodyForm
{
    private readonly string? _contentEncoding;
    private readonly string? _otherTag;

    internal BodyForm(SharedBody body, string? contentEncoding, string? otherTag)
    {
        Body = body;
        _contentEncoding = contentEncoding;
        _otherTag = otherTag;
    }

    /// <summary>The bytes to send.</summary>
    public SharedBody Body { get; }

    /// <summary>Corrects what the stored fields, already copied, say of the origin's form. For a 304 as for a whole answer.</summary>
    public void DescribeIn(IHeaderDictionary headers)
    {
        if (_contentEncoding is not null)
        {
            headers.ContentEncoding = _contentEncoding;
        }

        if (_otherTag is not null)
        {
            headers.ETag = _otherTag;
        }
    }
}
