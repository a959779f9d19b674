namespace EdgeGateway.Pipeline;

/// <summary>
/// Sends what stands before a page's first slot while a slow slot is still being decided. One per pooled request; a timer that
/// fires late, when the next request already decides, only sends that one's start a little early.
/// </summary>
internal sealed class EarlyStart
{
    /// <summary>How long a decision may hold back the first bytes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(2);

    private readonly Lock _gate = new();
    private readonly PageWriter _pages;
    private readonly ITimer _timer;
    private HttpContext? _context;
    private Task? _sending;

    public EarlyStart(PageWriter pages, TimeProvider time)
    {
        _pages = pages;
        _timer = time.CreateTimer(static self => ((EarlyStart)self!).Send(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// A page with a row of items may leave in two parts. Not when the client may be told that it has the page already, or has
    /// no way of reading a body of unknown length.
    /// </summary>
    public static bool Applies(HttpContext context, Site.PageContent page) =>
        page.MayBeSlow
        && HttpMethods.IsGet(context.Request.Method)
        && !HttpProtocol.IsHttp10(context.Request.Protocol)
        && context.Request.Headers.IfNoneMatch.Count == 0;

    /// <summary>From now on the response may be begun at any moment: its caller must not touch it until <see cref="End"/>.</summary>
    public void Begin(HttpContext context)
    {
        lock (_gate)
        {
            _context = context;
        }

        _timer.Change(Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The sending of the start, perhaps still under way; null when nothing was sent.</summary>
    public Task? End()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            var sending = _sending;
            (_context, _sending) = (null, null);
            return sending;
        }
    }

    private void Send()
    {
        lock (_gate)
        {
            if (_context is { } context)
            {
                _sending ??= _pages.WriteStartAsync(context);
            }
        }
    }
}
