namespace EdgeGateway.Events.Capture;

/// <summary>
/// Percent-decoding (RFC 3986 section 2.1) of an item id. Decoded once, and only bytes that an id may hold survive the check
/// after it: an encoded slash, percent sign or letter outside ASCII makes it no id.
/// </summary>
internal static class PercentDecoding
{
    /// <summary>Decodes; false for a broken escape or when the destination is too small.</summary>
    public static bool TryDecode(ReadOnlySpan<char> encoded, Span<char> destination, out int length)
    {
        length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var c = encoded[i];
            if (c == '%')
            {
                if (encoded.Length - i < 3 || !char.IsAsciiHexDigit(encoded[i + 1]) || !char.IsAsciiHexDigit(encoded[i + 2]))
                {
                    return false;
                }

                c = (char)((Digit(encoded[i + 1]) << 4) | Digit(encoded[i + 2]));
                i += 2;
            }

            if (length == destination.Length)
            {
                return false;
            }

            destination[length++] = c;
        }

        return true;
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
