using System.IO.Compression;
using EdgeGateway.Primitives.Buffers;
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
internal sealed class PassingBody : Stream
{
    private static readonly string[] NoLongerTrue =
    [
        HeaderNames.ContentLength, HeaderNames.AcceptRanges, HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.ContentMD5, "Digest",
        "Repr-Digest", "Content-Digest",
    ];

    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _inner;
    private readonly PassingSlots _slots;
    private readonly VisitorCookie _cookie;
    private readonly bool _takesGzip;
    private StreamedPage? _page;
    private PooledBufferWriter? _ready;
    private Stream _output;

    public PassingBody(HttpContext context, PassingSlots slots, VisitorCookie cookie, bool takesGzip)
    {
        (_context, _slots, _cookie, _takesGzip) = (context, slots, cookie, takesGzip);
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _output = _inner.Stream;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(this));
        context.Response.OnStarting(static self => ((PassingBody)self).Begin(), this);
    }

    /// <summary>True when the answer is a page and its slots are filled.</summary>
    public bool IsFilled => _page is not null;

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
        await _inner.StartAsync(cancellationToken);
        if (_page is null)
        {
            await _output.WriteAsync(buffer, cancellationToken);
            return;
        }

        _page.Write(buffer.Span, _ready!);
        await SendAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _inner.StartAsync(cancellationToken);
        await _output.FlushAsync(cancellationToken);
    }

    /// <summary>The answer is whole: sends what was held back.</summary>
    public async Task CompleteAsync()
    {
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
        base.Dispose(disposing);
    }

    private Task Begin()
    {
        var headers = _context.Response.Headers;
        if (!IsPage(_context.Response))
        {
            return Task.CompletedTask;
        }

        _page = _slots.Program.CreateStream(headers.ContentType, _slots);
        _ready = new PooledBufferWriter(16 << 10);
        foreach (var name in NoLongerTrue)
        {
            headers.Remove(name);
        }

        if (!headers.CacheControl.ToString().Contains("private", StringComparison.OrdinalIgnoreCase)
            && !headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase))
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

    private static bool IsPage(HttpResponse response) =>
        response.StatusCode == StatusCodes.Status200OK
        && HtmlType.Matches(response.Headers.ContentType)
        && response.Headers.ContentEncoding.Count == 0
        && !HtmlType.IsAttachment(response.Headers.ContentDisposition)
        && !response.Headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase);

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
