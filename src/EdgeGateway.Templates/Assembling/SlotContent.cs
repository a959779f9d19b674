using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.Templates.Assembling;

/// <summary>
/// What fills a slot on one response: ready bytes, chosen but not copied. The default keeps the origin's own bytes.
/// The array of cards stays the caller's and must not change until the page is written.
/// </summary>
public readonly struct SlotContent
{
    private readonly FragmentFrame? _frame;
    private readonly FragmentBytes[]? _cards;
    private readonly int _count;

    /// <summary>A fragment, with <paramref name="count"/> cards where its frame has a place for them.</summary>
    /// <param name="frame">The rendered frame.</param>
    /// <param name="cards">Rendered cards; null for none.</param>
    /// <param name="count">How many of them to send.</param>
    public SlotContent(FragmentFrame frame, FragmentBytes[]? cards = null, int count = 0)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(cards?.Length ?? 0), nameof(count));
        _frame = frame;
        _cards = cards;
        _count = count;
    }

    /// <summary>True when the origin's bytes stay.</summary>
    public bool IsOrigin => _frame is null;

    internal FragmentFrame? Frame => _frame;

    /// <summary>Bytes before the cards.</summary>
    public ReadOnlyMemory<byte> Prefix => _frame?.Prefix.Bytes ?? default;

    /// <summary>The cards in order.</summary>
    public ReadOnlySpan<FragmentBytes> Cards => _cards.AsSpan(0, _count);

    /// <summary>Bytes after the cards.</summary>
    public ReadOnlyMemory<byte> Suffix => _frame?.Suffix.Bytes ?? default;

    /// <summary>Hash of what is sent: equal contents have equal hashes on every machine. 0 for the origin's bytes.</summary>
    public ulong Hash
    {
        get
        {
            if (_frame is null)
            {
                return 0;
            }

            var hash = HashMixer.Add(_frame.Prefix.Hash, _frame.Suffix.Hash);
            foreach (var card in Cards)
            {
                hash = HashMixer.Add(hash, card.Hash);
            }

            return hash;
        }
    }
}
