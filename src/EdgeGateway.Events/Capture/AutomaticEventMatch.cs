using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Capture;

/// <summary>What a request means by itself. The default value means nothing.</summary>
public readonly record struct AutomaticEventMatch
{
    private readonly int _itemStart;
    private readonly int _itemLength;

    internal AutomaticEventMatch(EventType type, int itemStart, int itemLength)
    {
        Type = type;
        _itemStart = itemStart;
        _itemLength = itemLength;
    }

    /// <summary>The event's type; meaningless without <see cref="IsMatch"/>.</summary>
    public EventType Type { get; }

    /// <summary>True when a definition matched.</summary>
    public bool IsMatch => Type != default;

    /// <summary>True when the path names an item.</summary>
    public bool HasItem => _itemLength > 0;

    /// <summary>The item's id, checked and percent-decoded; empty when there is none.</summary>
    /// <param name="path">The path that was matched.</param>
    /// <param name="buffer">At least <see cref="IdSyntax.MaxLength"/> characters; used only when something was encoded.</param>
    public ReadOnlySpan<char> ItemOf(ReadOnlySpan<char> path, Span<char> buffer)
    {
        var raw = path.Slice(_itemStart, _itemLength);
        return raw.Contains('%') && PercentDecoding.TryDecode(raw, buffer, out var length) ? buffer[..length] : raw;
    }

    /// <summary>The item's id as a text of its own; null when there is none.</summary>
    /// <param name="path">The path that was matched.</param>
    public string? ItemOf(ReadOnlySpan<char> path) =>
        HasItem ? ItemOf(path, stackalloc char[IdSyntax.MaxLength]).ToString() : null;
}
