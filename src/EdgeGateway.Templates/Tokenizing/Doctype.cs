namespace EdgeGateway.Templates.Tokenizing;

/// <summary>
/// A doctype taken apart by WHATWG HTML 13.2.5.53 to 13.2.5.68. Ranges are relative to the text after <c>&lt;!doctype</c>.
/// </summary>
/// <param name="Name">Empty when missing.</param>
/// <param name="PublicId">Null when missing, which differs from empty.</param>
/// <param name="SystemId">Null when missing.</param>
/// <param name="ForceQuirks">The doctype is malformed.</param>
internal readonly record struct Doctype(ByteRange Name, ByteRange? PublicId, ByteRange? SystemId, bool ForceQuirks)
{
    /// <summary>Reads the text between <c>&lt;!doctype</c> and <c>&gt;</c>.</summary>
    /// <param name="text">The text; never contains <c>&gt;</c>.</param>
    /// <param name="isFinished">False where the page ended before the <c>&gt;</c>.</param>
    public static Doctype Read(ReadOnlySpan<byte> text, bool isFinished)
    {
        var at = SkipWhiteSpace(text, 0);
        if (at >= text.Length)
        {
            return new Doctype(default, null, null, true);
        }

        var end = text[at..].IndexOfAny(AsciiText.WhiteSpace);
        var name = new ByteRange(at, end < 0 ? text.Length : at + end);
        at = SkipWhiteSpace(text, name.End);
        if (at >= text.Length)
        {
            return new Doctype(name, null, null, !isFinished);
        }

        if (AsciiText.StartsWithIgnoreCase(text[at..], "public"u8))
        {
            return ReadPublic(text, name, at + 6, isFinished);
        }

        return AsciiText.StartsWithIgnoreCase(text[at..], "system"u8)
            ? ReadSystem(text, name, null, SkipWhiteSpace(text, at + 6), isFinished, required: true)
            : new Doctype(name, null, null, true);
    }

    private static Doctype ReadPublic(ReadOnlySpan<byte> text, ByteRange name, int at, bool isFinished)
    {
        if (!TryReadQuoted(text, SkipWhiteSpace(text, at), out var id, out var closed))
        {
            return new Doctype(name, null, null, true);
        }

        return closed
            ? ReadSystem(text, name, id, SkipWhiteSpace(text, id.End + 1), isFinished, required: false)
            : new Doctype(name, id, null, true);
    }

    private static Doctype ReadSystem(
        ReadOnlySpan<byte> text, ByteRange name, ByteRange? publicId, int at, bool isFinished, bool required)
    {
        if (at >= text.Length)
        {
            return new Doctype(name, publicId, null, required || !isFinished);
        }

        if (!TryReadQuoted(text, at, out var id, out var closed))
        {
            return new Doctype(name, publicId, null, true);
        }

        // Characters after the system identifier are an error that does not force quirks; the page's end does.
        var rest = closed ? SkipWhiteSpace(text, id.End + 1) : text.Length;
        return new Doctype(name, publicId, id, !closed || (!isFinished && rest >= text.Length));
    }

    private static bool TryReadQuoted(ReadOnlySpan<byte> text, int at, out ByteRange value, out bool closed)
    {
        value = default;
        closed = false;
        if (at >= text.Length || text[at] is not ((byte)'"' or (byte)'\''))
        {
            return false;
        }

        var length = text[(at + 1)..].IndexOf(text[at]);
        closed = length >= 0;
        value = new ByteRange(at + 1, closed ? at + 1 + length : text.Length);
        return true;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && AsciiText.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
