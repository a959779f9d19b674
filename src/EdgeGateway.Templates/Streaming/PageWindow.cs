using System.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Streaming;

/// <summary>
/// The piece of a passing page that is in memory: copies of the start tags of open elements, so that their names and attributes
/// stay readable, and then the bytes that have not been read or not been sent. Never larger than <see cref="Capacity"/>.
/// </summary>
internal sealed class PageWindow : IDisposable
{
    public const int Capacity = 64 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _end;

    public IBufferWriter<byte> Output { get; set; } = null!;

    /// <summary>All that is readable; positions on the page are positions in here.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _end);

    public int End => _end;

    /// <summary>The first byte that was neither sent nor left out.</summary>
    public int Cursor { get; private set; }

    /// <summary>True while the origin's bytes are left out because a slot has replaced them.</summary>
    public bool LeavesOut { get; set; }

    /// <summary>True when what is left out ends with the element and not with its content.</summary>
    public bool ReplacesWhole { get; set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_end, Capacity - _end));
        _end += bytes.Length;
    }

    /// <summary>Sends the origin's bytes up to a position, or leaves them out.</summary>
    public void PassTo(int position)
    {
        if (position <= Cursor)
        {
            return;
        }

        if (!LeavesOut)
        {
            Output.Write(Bytes[Cursor..position]);
        }

        Cursor = position;
    }

    /// <summary>Leaves the origin's bytes out up to a position.</summary>
    public void LeaveOut(int position) => Cursor = Math.Max(Cursor, position);

    /// <summary>Sends content at a position; false when the bytes there have gone already.</summary>
    public bool TryInsert(int position, in SlotContent content)
    {
        if (position < Cursor)
        {
            return false;
        }

        PassTo(position);
        PageAssembler.WriteContent(content, Output);
        return true;
    }

    /// <summary>
    /// Takes the inside out of a token that is too long to be held, once it is sent: what is left must still read as its beginning.
    /// </summary>
    public void Shorten(int from, int to)
    {
        PassTo(_end);
        _bytes.AsSpan(to.._end).CopyTo(_bytes.AsSpan(from));
        _end -= to - from;
        Cursor = _end;
    }

    /// <summary>A byte that has been sent, for the reader alone.</summary>
    public void Blank(int position) => _bytes[position] = (byte)'x';

    /// <summary>Forgets what was read and sent, but for the start tags of open elements.</summary>
    public void Slide(TreeState state)
    {
        var kept = ArrayPool<byte>.Shared.Rent(Capacity);
        try
        {
            var length = 0;
            foreach (var element in state.Open)
            {
                length = Keep(element, kept, length);
            }

            foreach (var element in state.Formatting)
            {
                length = element is { IsOpen: false } ? Keep(element, kept, length) : length;
            }

            var from = Math.Min(state.Position, Cursor);
            _bytes.AsSpan(from.._end).CopyTo(kept.AsSpan(length, Capacity - length));
            (_bytes, kept) = (kept, _bytes);
            Move(state, length - from);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(kept);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        (_end, Cursor) = (0, 0);
    }

    private int Keep(PageElement element, byte[] kept, int length)
    {
        if (element.IsImplied)
        {
            element.Tag = default;
            return length;
        }

        var tag = element.Tag;
        var count = Math.Min(tag.Length, TreeBuilder.LongestKeptTag);
        _bytes.AsSpan(tag.Start, count).CopyTo(kept.AsSpan(length));
        var name = element.NameRange;
        element.Tag = new ByteRange(length, length + count);
        element.NameRange = new ByteRange(
            length + name.Start - tag.Start, length + Math.Min(name.End - tag.Start, count));
        return length + count;
    }

    private void Move(TreeState state, int distance)
    {
        _end += distance;
        Cursor += distance;
        state.Position += distance;
        state.BodyEnd = state.BodyEnd < 0 ? -1 : Math.Max(0, state.BodyEnd + distance);
    }
}
