using System.Buffers;
using System.Runtime.CompilerServices;

namespace EdgeGateway.Templates.Tokenizing;

/// <summary>ASCII facts as HTML defines them; bytes above 0x7F are never touched.</summary>
internal static class AsciiText
{
    /// <summary>HTML white space, with CR because a browser turns it into LF before tokenizing.</summary>
    public static readonly SearchValues<byte> WhiteSpace = SearchValues.Create("\t\n\f\r "u8);

    public static readonly SearchValues<byte> TagNameEnd = SearchValues.Create("\t\n\f\r />"u8);

    public static readonly SearchValues<byte> AttributeNameEnd = SearchValues.Create("\t\n\f\r />="u8);

    public static readonly SearchValues<byte> UnquotedEnd = SearchValues.Create("\t\n\f\r >"u8);

    public static readonly SearchValues<byte> ScriptMarks = SearchValues.Create("<-"u8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r' or (byte)'\f';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') <= 'z' - 'a';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToLower(byte b) => (uint)(b - 'A') <= 'Z' - 'A' ? (byte)(b | 0x20) : b;

    public static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(WhiteSpace) < 0;

    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && ToLower(left[i]) != ToLower(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static bool StartsWithIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && EqualsIgnoreCase(text[..start.Length], start);
}
