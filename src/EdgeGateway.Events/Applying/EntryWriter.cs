using System.Buffers.Binary;
using System.Text;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Events.Applying;

/// <summary>
/// Writes journal entries, the only durable form of an event. An entry is one MessagePack array
/// <c>[version, kind, arrival, visitor, ...]</c>; README.md of the project has the whole format. The caller gives a
/// buffer of at least the measured size, so that nothing overflows.
/// </summary>
internal static class EntryWriter
{
    /// <summary>The version written; a reader knows all versions up to its own.</summary>
    public const int Version = 1;

    /// <summary>Bytes enough for <see cref="WriteErasure"/>.</summary>
    public const int ErasureBytes = 64;

    /// <summary>A journal takes entries of up to 256 KiB with its own frame.</summary>
    private const int MaxEntryBytes = 224 * 1024;

    private const int HeaderBytes = 64;
    private const int EventBytes = 96;
    private const int TextBytes = 5;
    private const int BytesPerChar = 3;

    /// <summary>
    /// An upper bound for <see cref="WriteEvents"/>, and how many events from <paramref name="start"/> fit into one entry:
    /// all that the default limits allow in one request, at least one.
    /// </summary>
    public static int Measure(IReadOnlyList<EdgeEvent> events, int start, out int count)
    {
        var bytes = HeaderBytes;
        for (count = 0; start + count < events.Count; count++)
        {
            var size = Measure(events[start + count]);
            if (count > 0 && bytes + size > MaxEntryBytes)
            {
                break;
            }

            bytes += size;
        }

        return bytes;
    }

    /// <summary>An upper bound for <see cref="WriteCapture"/>.</summary>
    public static int Measure(in PageCapture capture)
    {
        var item = Math.Min(capture.Item.Length, IdSyntax.MaxLength);
        var path = Math.Min(capture.Path.Length, PageCapture.MaxPathLength);
        var bytes = HeaderBytes + 2 * TextBytes + BytesPerChar * (item + path);
        foreach (ref readonly var exposure in capture.Exposures)
        {
            bytes += 6 * TextBytes
                + BytesPerChar * (exposure.Slot.Length + (exposure.Experiment?.Length ?? 0) + (exposure.Variant?.Length ?? 0));
            var items = Shown(exposure);
            for (var i = 0; i < items; i++)
            {
                bytes += TextBytes + BytesPerChar * exposure.Items![i].Id.Length;
            }
        }

        return bytes;
    }

    public static int WriteEvents(
        VisitorId visitor, IReadOnlyList<EdgeEvent> events, int start, int count, long arrival, Span<byte> destination)
    {
        var writer = new MessagePackWriter(destination);
        WriteHeader(ref writer, EntryKind.Events, arrival, visitor, parts: 5);
        writer.WriteArrayHeader(count);
        for (var i = start; i < start + count; i++)
        {
            WriteEvent(ref writer, events[i], arrival);
        }

        return writer.WrittenSpan.Length;
    }

    public static int WriteCapture(VisitorId visitor, in PageCapture capture, long arrival, Span<byte> destination)
    {
        var writer = new MessagePackWriter(destination);
        WriteHeader(ref writer, EntryKind.Capture, arrival, visitor, parts: 7);
        WriteText(ref writer, IdSyntax.IsValid(capture.Item) ? capture.Item : []);
        WriteText(ref writer, capture.Path[..Math.Min(capture.Path.Length, PageCapture.MaxPathLength)]);
        writer.WriteArrayHeader(capture.Exposures.Length);
        foreach (ref readonly var exposure in capture.Exposures)
        {
            WriteExposure(ref writer, exposure);
        }

        return writer.WrittenSpan.Length;
    }

    public static int WriteErasure(VisitorId visitor, long arrival, Span<byte> destination)
    {
        var writer = new MessagePackWriter(destination);
        WriteHeader(ref writer, EntryKind.Erasure, arrival, visitor, parts: 4);
        return writer.WrittenSpan.Length;
    }

    private static int Measure(EdgeEvent e)
    {
        var bytes = EventBytes + BytesPerChar * ((e.Item?.Length ?? 0) + (e.Slot?.Length ?? 0) + (e.Query?.Length ?? 0));
        for (var i = 0; i < e.Properties.Count; i++)
        {
            bytes += 2 * TextBytes + BytesPerChar * (e.Properties[i].Key.Length + e.Properties[i].Value.Length);
        }

        return bytes;
    }

    private static void WriteHeader(ref MessagePackWriter writer, EntryKind kind, long arrival, VisitorId visitor, int parts)
    {
        Span<byte> id = stackalloc byte[VisitorId.Size];
        visitor.Write(id);
        writer.WriteArrayHeader(parts);
        writer.WriteInt64(Version);
        writer.WriteInt64((int)kind);
        writer.WriteInt64(arrival);
        writer.WriteBinary(id);
    }

    // [type, arrival - time, item, id, value, quantity, slot, currency, query, properties]; absent ones at the end are cut.
    private static void WriteEvent(ref MessagePackWriter writer, EdgeEvent e, long arrival)
    {
        var members = MemberCount(e);
        writer.WriteArrayHeader(members);
        writer.WriteInt64((int)e.Type);
        writer.WriteInt64(arrival - e.Time);
        if (members > 2)
        {
            WriteText(ref writer, e.Item);
        }

        if (members > 3)
        {
            WriteId(ref writer, e.Id);
        }

        if (members > 4)
        {
            WriteOptionalMembers(ref writer, e, members);
        }
    }

    private static void WriteOptionalMembers(ref MessagePackWriter writer, EdgeEvent e, int members)
    {
        if (double.IsNaN(e.Value))
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteNumber(e.Value);
        }

        if (members > 5)
        {
            writer.WriteInt64(e.Quantity);
        }

        if (members > 6)
        {
            WriteText(ref writer, e.Slot);
        }

        if (members > 7)
        {
            WriteText(ref writer, e.Currency);
        }

        if (members > 8)
        {
            WriteText(ref writer, e.Query);
        }

        if (members > 9)
        {
            WriteProperties(ref writer, e.Properties);
        }
    }

    private static int MemberCount(EdgeEvent e) => e switch
    {
        { Properties.Count: > 0 } => 10,
        { Query: not null } => 9,
        { Currency: not null } => 8,
        { Slot: not null } => 7,
        { Quantity: not 1 } => 6,
        _ when !double.IsNaN(e.Value) => 5,
        _ when e.Id != UInt128.Zero => 4,
        { Item: not null } => 3,
        _ => 2,
    };

    private static void WriteId(ref MessagePackWriter writer, UInt128 id)
    {
        if (id == UInt128.Zero)
        {
            writer.WriteNil();
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        writer.WriteBinary(bytes);
    }

    private static void WriteProperties(ref MessagePackWriter writer, IReadOnlyList<KeyValuePair<string, string>> properties)
    {
        writer.WriteMapHeader(properties.Count);
        for (var i = 0; i < properties.Count; i++)
        {
            WriteText(ref writer, properties[i].Key);
            WriteText(ref writer, properties[i].Value);
        }
    }

    // [slot, source, experiment, variant, [item, ...]]
    private static void WriteExposure(ref MessagePackWriter writer, in SlotExposure exposure)
    {
        writer.WriteArrayHeader(5);
        WriteText(ref writer, exposure.Slot);
        writer.WriteInt64((int)exposure.Source);
        WriteText(ref writer, exposure.Experiment);
        WriteText(ref writer, exposure.Variant);
        var items = Shown(exposure);
        writer.WriteArrayHeader(items);
        for (var i = 0; i < items; i++)
        {
            WriteText(ref writer, exposure.Items![i].Id);
        }
    }

    private static int Shown(in SlotExposure exposure) =>
        exposure.Items is null ? 0 : Math.Min(Math.Min(exposure.ItemCount, exposure.Items.Length), SlotExposure.MaxItems);

    // Nil for an empty text. Ids and paths always fit the stack buffer; only a long query may not.
    private static void WriteText(ref MessagePackWriter writer, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            writer.WriteNil();
            return;
        }

        var size = BytesPerChar * text.Length;
        var utf8 = size <= 1024 ? stackalloc byte[1024] : new byte[size];
        writer.WriteString(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }
}
