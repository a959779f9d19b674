using System.Text;
using HandlebarsDotNet;

namespace EdgeGateway.Templates.Fragments;

/// <summary>
/// Makes a value harmless in text and in quoted attributes: the characters that could end either become references, and
/// characters that no page may contain become U+FFFD. Stateless.
/// </summary>
internal sealed class MarkupEncoder : ITextEncoder
{
    /// <summary>Marks the place of the cards in a rendered frame; a noncharacter, and never let through from a value.</summary>
    public const char CardsMark = '\uFDD0';

    public void Encode(StringBuilder? text, TextWriter target)
    {
        for (var i = 0; i < (text?.Length ?? 0); i++)
        {
            Write(text![i], target);
        }
    }

    public void Encode(string? text, TextWriter target)
    {
        foreach (var character in text ?? string.Empty)
        {
            Write(character, target);
        }
    }

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        while (text?.MoveNext() == true)
        {
            Write(text.Current, target);
        }
    }

    /// <summary>Rendered markup as ASCII: everything beyond becomes a character reference, right in every encoding.</summary>
    public static byte[] ToAscii(ReadOnlySpan<char> markup)
    {
        var ascii = new StringBuilder(markup.Length + 16);
        foreach (var rune in markup.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                ascii.Append((char)rune.Value);
            }
            else
            {
                ascii.Append("&#").Append(rune.Value).Append(';');
            }
        }

        return Encoding.ASCII.GetBytes(ascii.ToString());
    }

    private static void Write(char character, TextWriter target)
    {
        switch (character)
        {
            case '&':
                target.Write("&amp;");
                break;
            case '<':
                target.Write("&lt;");
                break;
            case '>':
                target.Write("&gt;");
                break;
            case '"':
                target.Write("&quot;");
                break;
            case '\'':
                target.Write("&#39;");
                break;
            case '`':
                target.Write("&#96;");
                break;
            case '=':
                target.Write("&#61;");
                break;
            default:
                target.Write(IsForbidden(character) ? '\uFFFD' : character);
                break;
        }
    }

    private static bool IsForbidden(char c) =>
        (c < ' ' && c is not ('\t' or '\n' or '\f' or '\r'))
            || c is >= '\x7F' and <= '\x9F' or >= '\uFDD0' and <= '\uFDEF' or >= '\uFFFE';
}
