using System.Buffers;
using System.Text;

namespace EdgeGateway.Hosting;

/// <summary>
/// Latin-1 that refuses what a field may not hold. Kestrel asks for the decoding of each value and answers 400 when that fails,
/// so the check sees the bytes as they came (<c>Content-Length: +2</c> is <c>2</c> later, <c>Connection: close, Cookie</c> is
/// <c>close</c>) and costs one vectorised look at each.
/// </summary>
internal sealed unsafe class StrictHeaderEncoding : Encoding
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(value => value != '\t').Select(value => (byte)value), 0x7F]);

    /// <summary>Any value: control characters but the tab are refused (RFC 9110 section 5.5).</summary>
    public static readonly StrictHeaderEncoding Text = new(static value => !value.ContainsAny(Controls));

    /// <summary>A length: digits alone, as many as a 64-bit number has.</summary>
    public static readonly StrictHeaderEncoding Digits = new(
        static value => value.Length is > 0 and <= 19 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    /// <summary>
    /// The options of a connection. A field that it names would have to be taken out of the request, and Kestrel forgets such
    /// names where an option it knows stands beside them.
    /// </summary>
    public static readonly StrictHeaderEncoding Options = new(AreOptions);

    /// <summary>The value of a field whose name is none.</summary>
    public static readonly StrictHeaderEncoding Nothing = new(static _ => false);

    private readonly Rule _accepts;

    private StrictHeaderEncoding(Rule accepts) => _accepts = accepts;

    private delegate bool Rule(ReadOnlySpan<byte> value);

    public override int GetCharCount(byte* bytes, int count)
    {
        Check(new ReadOnlySpan<byte>(bytes, count));
        return count;
    }

    public override int GetCharCount(byte[] bytes, int index, int count)
    {
        Check(bytes.AsSpan(index, count));
        return count;
    }

    /// <summary>Checks as well: for numbers Kestrel does not ask for the count first.</summary>
    public override int GetChars(byte* bytes, int byteCount, char* chars, int charCount)
    {
        Check(new ReadOnlySpan<byte>(bytes, byteCount));
        return Latin1.GetChars(bytes, byteCount, chars, charCount);
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        Check(bytes.AsSpan(byteIndex, byteCount));
        return Latin1.GetChars(bytes, byteIndex, byteCount, chars, charIndex);
    }

    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    private void Check(ReadOnlySpan<byte> value)
    {
        if (!_accepts(value))
        {
            throw new InvalidOperationException("The field holds bytes that are not accepted.");
        }
    }

    private static bool AreOptions(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = value[range].Trim(" \t"u8);
            if (option.Length > 0 && !IsOption(option))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOption(ReadOnlySpan<byte> option) =>
        Ascii.EqualsIgnoreCase(option, "keep-alive"u8) || Ascii.EqualsIgnoreCase(option, "close"u8)
        || Ascii.EqualsIgnoreCase(option, "upgrade"u8) || Ascii.EqualsIgnoreCase(option, "te"u8)
        || Ascii.EqualsIgnoreCase(option, "http2-settings"u8);
}
