using System.Buffers;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Selecting;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Streaming;

/// <summary>
/// A page that passes through and is filled on its way, by the same selectors as a stored one, in bounded memory. Output outside
/// slots is the page, byte for byte. Whatever goes wrong inside, the rest of the page passes unchanged. Not thread-safe; dispose it.
/// </summary>
/// <remarks>
/// 1. Bytes are held until the encoding is clear: 1,024 at most, fewer when the response names it.
/// 2. Each piece is read up to its last certain token; what that leaves is sent, its unfinished end waits for the next piece.
/// 3. Text goes as it comes, that of scripts as well. Another token longer than 24 kB, such as an image in a data URL, is sent and its
///    inside not kept; where that cannot be, the page passes from there on.
/// No step asks how the page was cut: a token is looked at when it ends or when exactly 24 kB of it are there.
/// </remarks>
public sealed class StreamedPage : IDisposable
{
    private const int PieceLength = 8 << 10;
    private const int LongestToken = 24 << 10;
    private const int SniffedBytes = 1024;
    private const int ShortestSniff = 4;

    private readonly IReadOnlyList<SlotMarkup> _slots;
    private readonly SelectorProgram _program;
    private readonly TemplatesMetrics? _metrics;
    private readonly ContentType _contentType;
    private readonly IStreamedSlots _source;
    private readonly PageWindow _window = new();
    private readonly TreeState _state = new();
    private StreamScan? _scan;
    private bool _passes;

    internal StreamedPage(
        IReadOnlyList<SlotMarkup> slots, SelectorProgram program, string? contentType, IStreamedSlots source, TemplatesMetrics? metrics)
    {
        (_slots, _program, _source, _metrics) = (slots, program, source, metrics);
        _contentType = ContentType.Read(contentType);
        _passes = !_contentType.IsHtml;
    }

    /// <summary>True when the rest of the page passes unchanged.</summary>
    public bool IsPassing => _passes;

    /// <summary>The slots that are not on this page, each with its reason; complete after <see cref="Complete"/>.</summary>
    public IReadOnlyList<MissingSlot> Missing { get; private set; } = [];

    /// <summary>Takes the next bytes of the page and writes what can leave.</summary>
    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _window.Output = output;
        while (!bytes.IsEmpty && !_passes)
        {
            var length = Math.Min(Math.Min(bytes.Length, PieceLength), LongestToken - Held);
            _window.Add(bytes[..length]);
            bytes = bytes[length..];
            Read(isLast: false);
        }

        output.Write(bytes);
    }

    /// <summary>The page is over: writes what was held back.</summary>
    public void Complete(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _window.Output = output;
        if (!_passes)
        {
            Read(isLast: true);
            _window.PassTo(_window.End);
        }

        if (_scan is { } scan)
        {
            Missing = scan.GetMissing();
            _metrics?.PageStreamed(Missing, _passes);
        }
    }

    /// <summary>Bytes of the token that is not whole yet.</summary>
    private int Held => _window.End - _state.Position;

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private void Read(bool isLast)
    {
        try
        {
            if (IsEncodingKnown(isLast))
            {
                ReadTokens(isLast);
            }
        }
        catch (Exception)
        {
            // A defect of ours, or what fills slots: the visitor gets the page all the same.
            _metrics?.StreamFailed();
            Pass();
        }
    }

    private bool IsEncodingKnown(bool isLast)
    {
        if (_scan is not null)
        {
            return true;
        }

        var sniffed = _contentType.Charset is null ? SniffedBytes : ShortestSniff;
        if (!isLast && _window.End < sniffed)
        {
            return false;
        }

        var charset = Charset.Sniff(_window.Bytes[..Math.Min(sniffed, _window.End)], _contentType.Charset);
        if (charset.Refusal != PlanRefusal.None)
        {
            Pass();
            return false;
        }

        _scan = new StreamScan(_slots, _program, charset.Encoding, _source, _window);
        return true;
    }

    private void ReadTokens(bool isLast)
    {
        TreeBuilder.ReadOn(_window.Bytes, _scan!, _state, isLast);
        _window.PassTo(_state.Position);
        if (_state.IsTooDeep || _scan!.IsRefused || (Held == LongestToken && !TryShorten()))
        {
            Pass();
        }
        else if (_window.End > PageWindow.Capacity - PieceLength)
        {
            _window.Slide(_state);
        }
    }

    /// <summary>From here on everything passes: first what is held.</summary>
    private void Pass()
    {
        _passes = true;
        _window.LeavesOut = false;
        _window.PassTo(_window.End);
    }

    /// <summary>Keeps of a token only what its end is recognised by; false for one whose inside matters.</summary>
    private bool TryShorten()
    {
        var start = _state.Position;
        var token = _window.Bytes[start..];
        var (head, tail) = _state.TextMode switch
        {
            TextMode.PlainText => (1, 0),
            _ when token.StartsWith("<!--"u8) => (5, 4),
            _ when token.StartsWith("<![CDATA["u8) => (10, 3),
            _ when token[1] is (byte)'!' or (byte)'?' => (16, 0),
            _ => (_state.OpenValue < 0 ? -1 : _state.OpenValue - start + 1, 0),
        };
        if (head < 0 || head + tail > token.Length / 2)
        {
            return false;
        }

        // What is kept must not run together into an end that is not there.
        _window.Shorten(start + head, _window.End - tail);
        _window.Blank(start + head - 1);
        return true;
    }
}
