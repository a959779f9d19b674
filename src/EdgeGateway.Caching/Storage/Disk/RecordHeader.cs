using System.Buffers.Binary;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// The fixed beginning of a record: magic, checksum of the rest of it and the image, purge sequence, three lengths, checksum of
/// body and derived content. The image follows, then the body, then what was derived from it.
/// </summary>
internal readonly record struct RecordHeader(long Sequence, int ImageLength, int BodyLength, int DerivedLength, uint ContentChecksum)
{
    public const int Bytes = 32;
    private const uint Magic = 0x31524745;
    private const int CheckedFrom = 8;

    public long TotalLength => Bytes + (long)ImageLength + BodyLength + DerivedLength;

    public void Write(Span<byte> target, ReadOnlySpan<byte> image)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], ImageLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], BodyLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], DerivedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(target[28..], ContentChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Crc32C.Compute(target[CheckedFrom..Bytes], image));
    }

    /// <summary>Reads the lengths, which mean nothing until <see cref="Confirms"/>; false when this is no record at all.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out RecordHeader header)
    {
        header = default;
        if (source.Length < Bytes || BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic)
        {
            return false;
        }

        header = new RecordHeader(
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[28..]));
        return header is { ImageLength: > 0, BodyLength: >= 0, DerivedLength: >= 0 };
    }

    /// <summary>Whether header and image are as they were written.</summary>
    public static bool Confirms(ReadOnlySpan<byte> header, ReadOnlySpan<byte> image) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == Crc32C.Compute(header[CheckedFrom..Bytes], image);
}
