using System.Buffers;
using System.Buffers.Binary;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Templates.Assembling;

/// <summary>
/// Step 6 of a request for a client that takes gzip: ready pieces become one ordinary gzip member (RFC 1952) whose checksum is
/// combined from theirs. Copies only, compresses nothing, allocates nothing. Thread-safe.
/// </summary>
public static class GzipAssembler
{
    private const int TrailerLength = 10;

    // Deflate, no name, no time, no flags, unknown system: the same bytes for the same page.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

    /// <summary>The exact number of bytes that <see cref="Write"/> writes.</summary>
    /// <exception cref="ArgumentException">There is not one content per slot of the plan.</exception>
    public static long Measure(DeflatedPlan plan, ReadOnlySpan<SlotContent> contents)
    {
        ArgumentNullException.ThrowIfNull(plan);
        PageAssembler.ThrowUnlessOnePerSlot(plan.Plan, contents);
        long length = Header.Length + TrailerLength;
        var walk = new PlanWalk(plan.Plan, contents);
        while (walk.MoveNext())
        {
            length += walk.Slot < 0 ? plan.Segments[walk.Segment].Bytes.Length : LengthOf(contents[walk.Slot]);
        }

        return length;
    }

    /// <summary>Writes what stands before the first slot, whatever will fill it.</summary>
    public static void WriteStart(DeflatedPlan plan, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Header);
        foreach (var segment in plan.Segments[..plan.Plan.StartSegments])
        {
            output.Write(segment.Bytes.Span);
        }
    }

    /// <summary>Writes the page, or all after <see cref="WriteStart"/>.</summary>
    /// <exception cref="ArgumentException">There is not one content per slot of the plan.</exception>
    public static void Write(DeflatedPlan plan, ReadOnlySpan<SlotContent> contents, IBufferWriter<byte> output, bool isStarted = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(output);
        PageAssembler.ThrowUnlessOnePerSlot(plan.Plan, contents);
        output.Write(isStarted ? default : Header);
        var from = isStarted ? plan.Plan.StartSegments : 0;
        var member = new Member(output);
        var walk = new PlanWalk(plan.Plan, contents);
        while (walk.MoveNext())
        {
            if (walk.Slot < 0)
            {
                member.Add(plan.Segments[walk.Segment], isWritten: walk.Segment < from);
            }
            else
            {
                member.Add(contents[walk.Slot]);
            }
        }

        member.Close();
    }

    private static long LengthOf(in SlotContent content)
    {
        var length = (long)content.Frame!.Prefix.Deflated.Bytes.Length + content.Frame.Suffix.Deflated.Bytes.Length;
        foreach (var card in content.Cards)
        {
            length += card.Deflated.Bytes.Length;
        }

        return length;
    }

    private ref struct Member(IBufferWriter<byte> output)
    {
        private uint _checksum;
        private uint _length;

        public void Add(in SlotContent content)
        {
            Add(content.Frame!.Prefix.Deflated);
            foreach (var card in content.Cards)
            {
                Add(card.Deflated);
            }

            Add(content.Frame.Suffix.Deflated);
        }

        public void Add(DeflatedBytes piece, bool isWritten = false)
        {
            output.Write(isWritten ? default : piece.Bytes.Span);
            _checksum = Crc32.Combine(_checksum, piece.Checksum, piece.Operator);
            _length += (uint)piece.Length;
        }

        /// <summary>An empty final block, checksum, and length modulo 2^32.</summary>
        public readonly void Close()
        {
            var trailer = output.GetSpan(TrailerLength);
            BinaryPrimitives.WriteUInt16LittleEndian(trailer, 0x0003);
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[2..], _checksum);
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[6..], _length);
            output.Advance(TrailerLength);
        }
    }
}
