using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <content>
/// Forms of a body. An origin that encodes although asked for identity is decoded once, when its body is complete: the entry
/// then holds the identity form, as every other, and the origin's bytes beside it.
/// </content>
public sealed partial class PageCache
{
    /// <summary>The complete response with its forms; null when the body is not what its coding says.</summary>
    private StoredVariant? ToVariant(Fill fill, FillStart start)
    {
        var headers = start.SharedHeaders;
        var body = fill.Body.ToSharedBody();
        if (!start.MayHaveForms || ContentCodingText.Read(headers["Content-Encoding"]) is not { } coding)
        {
            return Create(fill, start, headers, body);
        }

        var maker = EncodingRules.MayCompress(headers["Content-Type"], fill.Policy, body.Length) ? _encodings : null;
        if (coding == ContentCoding.Identity)
        {
            return Create(fill, start, headers, body, maker is null ? null : new EncodedBodies(maker, coding));
        }

        var outcome = BodyDecoder.TryDecode(coding, body.Bytes, fill.Policy.MaxObjectBytes, out var decoded);
        _metrics.Decoded(coding, outcome);
        if (outcome != DecodeOutcome.Decoded)
        {
            // Framed whole and too large to look into: for those who take it as it is.
            return outcome == DecodeOutcome.TooLarge ? Create(fill, start, headers, body) : null;
        }

        maker = EncodingRules.MayCompress(headers["Content-Type"], fill.Policy, decoded.Length) ? _encodings : null;
        var forms = new EncodedBodies(maker, coding);
        if (coding != ContentCoding.Deflate)
        {
            forms.Add(coding, body);
        }

        return Create(fill, start, WithoutCoding(headers, start), new SharedBody(decoded), forms);
    }

    private StoredVariant Create(Fill fill, FillStart start, StoredHeaders headers, SharedBody body, EncodedBodies? forms = null) =>
        new(fill.Record, start.SecondaryKey, start.StatusCode, headers, body, start.Decision!, fill.Received, _kinds)
        {
            Forms = forms,
            PolicyKeyLength = Variance.None.KeyOf(fill.Cause).Length,
        };

    private static StoredHeaders WithoutCoding(StoredHeaders headers, FillStart start)
    {
        var fields = new HeaderDictionary();
        headers.CopyAllTo(fields);
        fields.Remove("Content-Encoding");
        return StoredHeadersBuilder.Shared(fields, start.Decision!.Directives);
    }

    /// <summary>
    /// The complete response, for a request that can do nothing with what arrives; null for any other, and when nothing is stored.
    /// </summary>
    private static async ValueTask<StoredResponse?> WaitDecodedAsync(
        CacheRequest request, FillStart start, FillReader reader, CancellationToken cancellationToken)
    {
        if (!NeedsDecoding(request, start))
        {
            return null;
        }

        try
        {
            return await reader.WaitCompleteAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether a request does not take the coding in which the response arrives, though it may take what becomes of it. Parts are
    /// parts of the identity form.
    /// </summary>
    private static bool NeedsDecoding(CacheRequest request, FillStart start) =>
        start is { Kind: FillStartKind.Streaming, MayHaveForms: true }
        && ContentCodingText.Read(start.SharedHeaders["Content-Encoding"]) is { } coding and not ContentCoding.Identity
        && (request.Headers.Range.Count > 0 || !AcceptedEncodings.Read(request.Headers.AcceptEncoding).Accepts(coding));
}
