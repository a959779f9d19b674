using System.Text;
using EdgeGateway.Caching.Encodings;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// What a record says of an entry beside its body: enough to serve it after a restart. Times are wall clock, because monotonic ones
/// mean nothing to the next process. Whether it may still be stored is judged again by the rules in force when it is read.
/// </summary>
internal sealed record DiskImage
{
    public required byte[] Key { get; init; }

    public required byte[] SecondaryKey { get; init; }

    public required int PolicyKeyLength { get; init; }

    public required int StatusCode { get; init; }

    /// <summary>When the response arrived.</summary>
    public required DateTimeOffset Received { get; init; }

    public required TimeSpan InitialAge { get; init; }

    public required TimeSpan Lifetime { get; init; }

    public required TimeSpan StaleWhileRevalidate { get; init; }

    public required TimeSpan StaleIfError { get; init; }

    /// <summary>Not among the headers, because it is not passed on, but it takes part in the decision.</summary>
    public required StringValues SurrogateControl { get; init; }

    public required StoredHeaders Headers { get; init; }

    public required string[] Tags { get; init; }

    /// <summary>
    /// The coding in which the origin sent a body that may have other forms; null when it may not. Forms are made again when asked for.
    /// </summary>
    public ContentCoding? OriginCoding { get; init; }

    public byte[] Encode()
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            WriteBytes(writer, Key);
            WriteBytes(writer, SecondaryKey);
            writer.Write7BitEncodedInt(PolicyKeyLength);
            writer.Write7BitEncodedInt(StatusCode);
            writer.Write((sbyte)(OriginCoding is { } coding ? (int)coding : -1));
            writer.Write(Received.ToUnixTimeMilliseconds());
            foreach (var time in (ReadOnlySpan<TimeSpan>)[InitialAge, Lifetime, StaleWhileRevalidate, StaleIfError])
            {
                writer.Write(time.Ticks);
            }

            WriteTexts(writer, SurrogateControl);
            WriteTexts(writer, Tags);
            writer.Write7BitEncodedInt(Headers.Count);
            for (var i = 0; i < Headers.Count; i++)
            {
                writer.Write(Headers.NameAt(i));
                WriteTexts(writer, Headers.ValuesAt(i));
            }
        }

        return buffer.ToArray();
    }

    /// <exception cref="IOException">The bytes are no image, which a right checksum makes a programming error or an attack.</exception>
    public static DiskImage Decode(byte[] bytes, int offset, int length)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, offset, length, writable: false), Encoding.UTF8);
            return Decode(reader);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw new DamagedFileException(exception.Message, exception);
        }
    }

    private static DiskImage Decode(BinaryReader reader) => new()
    {
        Key = ReadBytes(reader),
        SecondaryKey = ReadBytes(reader),
        PolicyKeyLength = reader.Read7BitEncodedInt(),
        StatusCode = reader.Read7BitEncodedInt(),
        OriginCoding = reader.ReadSByte() is var coding and >= 0 ? (ContentCoding)coding : null,
        Received = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
        InitialAge = new TimeSpan(reader.ReadInt64()),
        Lifetime = new TimeSpan(reader.ReadInt64()),
        StaleWhileRevalidate = new TimeSpan(reader.ReadInt64()),
        StaleIfError = new TimeSpan(reader.ReadInt64()),
        SurrogateControl = ReadTexts(reader),
        Tags = ReadTexts(reader),
        Headers = ReadHeaders(reader),
    };

    private static StoredHeaders ReadHeaders(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        var names = new string[count];
        var values = new StringValues[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = reader.ReadString();
            var texts = ReadTexts(reader);
            values[i] = texts.Length == 1 ? new StringValues(texts[0]) : new StringValues(texts);
        }

        return new StoredHeaders(names, values);
    }

    private static void WriteBytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader reader) => reader.ReadBytes(reader.Read7BitEncodedInt());

    private static void WriteTexts(BinaryWriter writer, IReadOnlyCollection<string?> texts)
    {
        writer.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text ?? "");
        }
    }

    private static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return texts;
    }
}
