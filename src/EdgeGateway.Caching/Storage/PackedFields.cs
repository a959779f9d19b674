using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Header fields as bytes: names and common values by their number in the <see cref="TextTable"/>, dates as four bytes, other
/// values one byte a character. A tenth of what strings and arrays take.
/// </summary>
internal static class PackedFields
{
    /// <summary>Values that hardly two responses share: numbers would be wasted on them.</summary>
    private static readonly HashSet<string> Distinct = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "ETag", "Last-Modified", "Expires", "Surrogate-Key", "xkey", "Cache-Tag", "Link", "Location", "Content-Location",
        "Content-Disposition", "X-Request-Id", "Traceparent",
    };

    private enum Kind : byte
    {
        Numbered,
        Date,
        Narrow,
        Wide,
    }

    public static byte[] Pack(string[] names, StringValues[] values)
    {
        var writer = new ArrayBufferWriter<byte>(256);
        WriteNumber(writer, names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            WriteText(writer, names[i], mayNumber: true);
            WriteNumber(writer, values[i].Count);
            foreach (var value in values[i])
            {
                WriteText(writer, value ?? "", !Distinct.Contains(names[i]));
            }
        }

        return writer.WrittenSpan.ToArray();
    }

    public static (string[] Names, StringValues[] Values) Unpack(byte[] packed)
    {
        ReadOnlySpan<byte> rest = packed;
        var names = new string[ReadNumber(ref rest)];
        var values = new StringValues[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = ReadText(ref rest);
            var count = ReadNumber(ref rest);
            if (count == 1)
            {
                values[i] = ReadText(ref rest);
                continue;
            }

            var texts = new string[count];
            for (var j = 0; j < count; j++)
            {
                texts[j] = ReadText(ref rest);
            }

            values[i] = texts;
        }

        return (names, values);
    }

    private static void WriteText(ArrayBufferWriter<byte> writer, string text, bool mayNumber)
    {
        if (mayNumber && TextTable.NumberOf(text) is not TextTable.None and var number)
        {
            WriteNumber(writer, (number << 2) | (int)Kind.Numbered);
        }
        else if (IsDate(text, out var seconds))
        {
            WriteNumber(writer, (int)Kind.Date);
            BinaryPrimitives.WriteUInt32LittleEndian(writer.GetSpan(sizeof(uint)), seconds);
            writer.Advance(sizeof(uint));
        }
        else if (text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff'))
        {
            WriteNumber(writer, (text.Length << 2) | (int)Kind.Wide);
            writer.Write(MemoryMarshal.AsBytes(text.AsSpan()));
        }
        else
        {
            WriteNumber(writer, (text.Length << 2) | (int)Kind.Narrow);
            writer.Advance(Encoding.Latin1.GetBytes(text, writer.GetSpan(text.Length)));
        }
    }

    private static string ReadText(ref ReadOnlySpan<byte> rest)
    {
        var number = ReadNumber(ref rest);
        var kind = (Kind)(number & 3);
        number >>= 2;
        switch (kind)
        {
            case Kind.Numbered:
                return TextTable.TextOf(number);
            case Kind.Date:
                return DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, sizeof(uint))))
                    .ToString("r", CultureInfo.InvariantCulture);
            case Kind.Wide:
                return new string(MemoryMarshal.Cast<byte, char>(Take(ref rest, number * sizeof(char))));
            default:
                return Encoding.Latin1.GetString(Take(ref rest, number));
        }
    }

    /// <summary>Whether a text is exactly what the date it says would be written as.</summary>
    private static bool IsDate(string text, out uint seconds)
    {
        seconds = 0;
        if (text.Length != 29
            || !DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            || date.ToString("r", CultureInfo.InvariantCulture) != text || date.ToUnixTimeSeconds() is < 0 or > uint.MaxValue)
        {
            return false;
        }

        seconds = (uint)date.ToUnixTimeSeconds();
        return true;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static void WriteNumber(ArrayBufferWriter<byte> writer, int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            writer.Write([(byte)(rest | 0x80)]);
        }

        writer.Write([(byte)rest]);
    }

    private static int ReadNumber(ref ReadOnlySpan<byte> rest)
    {
        var number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Take(ref rest, 1)[0];
            number |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }
}
