using System.Buffers;
using System.IO.Compression;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using EdgeGateway.Templates.Streaming;
using EdgeGateway.Visitors.Identity;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Stands in for the response's body while an answer passes that may be a page and is not stored: when its fields are there, decides
/// whether it is one, and then fills its slots as the bytes go by. Whoever installs it completes and disposes it.
/// </summary>
/// <remarks>
/// An origin that encodes all the same is decoded first. The answer begins with its first decoded bytes: until then a body that is not
/// what it says passes as it came; from then on its connection ends.
/// </remarks>
internal sealed class PassingBody : Stream
{
    private static readonly string[] NoLongerTrue =
    [
        HeaderNames.ContentLength, HeaderNames.AcceptRanges, HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.ContentMD5, "Digest",
        "Repr-Digest", "Content-Digest",
    ];

    private const int BlockLength = 16 << 10;

    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _inner;
    private readonly PassingSlots _slots;
    private readonly VisitorCookie _cookie;
    private readonly CachingMetrics _metrics;
    private readonly bool _takesGzip;
    private PassingDecoder? _decoder;
    private ArrayBufferWriter<byte>? _undecided;
    private byte[]? _block;
    private bool _isExamined;
    private bool _isBroken;
    private StreamedPage? _page;
    private PooledBufferWriter? _ready;
    private Stream _output;

    public PassingBody(HttpContext context, PassingSlots slots, VisitorCookie cookie, CachingMetrics metrics, bool takesGzip)
    {
        (_context, _slots, _cookie, _metrics, _takesGzip) = (context, slots, cookie, metrics, takesGzip);
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _output = _inner.Stream;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(this));
        context.Response.OnStarting(static self => ((PassingBody)self).Begin(), this);
    }

    /// <summary>True when the answer is a page and its slots are filled.</summary>
    public bool IsFilled => _page is not null && !_isBroken;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Examine();
        if (_decoder is not null)
        {
            await DecodeAsync(buffer, cancellationToken);
        }
        else if (!_isBroken)
        {
            await PassAsync(buffer, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        Examine();
        if (_decoder is null or { HasGiven: true })
        {
            await _inner.StartAsync(cancellationToken);
            await _output.FlushAsync(cancellationToken);
        }
    }

    /// <summary>The answer is whole: sends what was held back.</summary>
    public async Task CompleteAsync()
    {
        if (_decoder is { } decoder)
        {
            await EndDecodingAsync(decoder.IsWhole ? DecodeOutcome.Decoded : DecodeOutcome.Damaged, default, _context.RequestAborted);
        }

        if (_isBroken)
        {
            return;
        }

        if (_page is not null)
        {
            _page.Complete(_ready!);
            await SendAsync(_context.RequestAborted);
        }

        if (_output != _inner.Stream)
        {
            await _output.DisposeAsync();
        }
    }

    public override void Flush() => throw new NotSupportedException("Write asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _context.Features.Set(_inner);
        _page?.Dispose();
        _ready?.Dispose();
        _decoder?.Dispose();
        base.Dispose(disposing);
    }

    private Task Begin()
    {
        var headers = _context.Response.Headers;
        if (_decoder is null && !(IsPage(_context.Response) && headers.ContentEncoding.Count == 0))
        {
            return Task.CompletedTask;
        }

        headers.Remove(HeaderNames.ContentEncoding);

        _page = _slots.Program.CreateStream(headers.ContentType, _slots);
        _ready = new PooledBufferWriter(16 << 10);
        foreach (var name in NoLongerTrue)
        {
            headers.Remove(name);
        }

        if (!IsKeptPrivate(headers))
        {
            headers.CacheControl = PageWriter.Private;
        }

        headers.Vary = PageContent.WithAcceptEncoding(headers.Vary);
        var request = _context.EdgeRequest();
        if (request.NeedsCookie)
        {
            headers.Append(HeaderNames.SetCookie, _cookie.CreateSetCookie(request.Visitor, _context.Request.IsHttps));
        }

        if (_takesGzip)
        {
            headers.ContentEncoding = "gzip";
            _output = new GZipStream(_inner.Stream, CompressionLevel.Fastest, leaveOpen: true);
        }

        return Task.CompletedTask;
    }

    private static bool IsKeptPrivate(IHeaderDictionary headers) =>
        headers.CacheControl.ToString() is var directives
        && (directives.Contains("private", StringComparison.OrdinalIgnoreCase) || directives.Contains("no-store", StringComparison.OrdinalIgnoreCase));

    private static bool IsUnshared(IHeaderDictionary headers) => IsKeptPrivate(headers) || headers.SetCookie.Count > 0;

    private static bool IsPage(HttpResponse response) =>
        response.StatusCode == StatusCodes.Status200OK
        && HtmlType.Matches(response.Headers.ContentType)
        && !HtmlType.IsAttachment(response.Headers.ContentDisposition)
        && !response.Headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Before the first byte: whether this is a page whose coding must be undone. One that the origin shares was looked at as a whole
    /// by the cache, and what that could not decode is not tried again.
    /// </summary>
    private void Examine()
    {
        if (!_isExamined && !_context.Response.HasStarted && IsPage(_context.Response) && IsUnshared(_context.Response.Headers))
        {
            _decoder = PassingDecoder.For(_context.Response.Headers.ContentEncoding);
        }

        _isExamined = true;
    }

    private async ValueTask PassAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await _inner.StartAsync(cancellationToken);
        if (_page is null)
        {
            await _output.WriteAsync(buffer, cancellationToken);
            return;
        }

        _page.Write(buffer.Span, _ready!);
        await SendAsync(cancellationToken);
    }

    private async ValueTask DecodeAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        _block ??= new byte[BlockLength];
        _decoder!.Add(buffer);
        DecodeOutcome outcome;
        while ((outcome = _decoder.TryRead(_block, out var count)) == DecodeOutcome.Decoded && count > 0)
        {
            await PassAsync(_block.AsMemory(0, count), cancellationToken);
        }

        if (outcome != DecodeOutcome.Decoded || (!_decoder.HasGiven && (_undecided?.WrittenCount ?? 0) > BlockLength))
        {
            await EndDecodingAsync(outcome, buffer, cancellationToken);
        }
        else if (!_decoder.HasGiven)
        {
            _undecided ??= new ArrayBufferWriter<byte>(BlockLength);
            _undecided.Write(buffer.Span);
        }
    }

    /// <summary>Nothing more is decoded. What gave nothing passes as it came; what gave a part and is not whole breaks off.</summary>
    private async ValueTask EndDecodingAsync(DecodeOutcome outcome, ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        var decoder = _decoder!;
        _decoder = null;
        _metrics.Decoded(decoder.Coding, outcome);
        if (!decoder.HasGiven)
        {
            await PassAsync(_undecided?.WrittenMemory ?? default, cancellationToken);
            await PassAsync(rest, cancellationToken);
        }
        else if (outcome != DecodeOutcome.Decoded)
        {
            _isBroken = true;
            _context.Abort();
        }

        decoder.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_ready!.WrittenCount > 0)
        {
            await _output.WriteAsync(_ready.WrittenMemory, cancellationToken);
            _ready.Clear();
            await _output.FlushAsync(cancellationToken);
        }
    }
}
