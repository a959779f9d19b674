using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Slots;

/// <summary>
/// Finds the bytes of an attribute in its tag, so that <c> name="value"</c> or nothing at all can take their place and the tag
/// stays a tag.
/// </summary>
internal static class AttributePlace
{
    /// <summary>
    /// The first attribute of that name with the space before it; where there is none, the place behind the tag's name.
    /// </summary>
    public static ByteRange Find(ReadOnlySpan<byte> html, PageElement element, string name)
    {
        var attributes = new AttributeList();
        var tokenizer = new HtmlTokenizer(html[..element.Tag.End], attributes);
        tokenizer.SeekTag(element.Tag.Start);
        if (!attributes.TryFind(html, Encoding.ASCII.GetBytes(name), out var attribute))
        {
            return new ByteRange(element.NameRange.End, element.NameRange.End);
        }

        var (start, end) = (attribute.Name.Start, attribute.Value.End + (attribute.Quote == 0 ? 0 : 1));
        if (html[end] is not ((byte)'>' or (byte)'/') && !AsciiText.IsWhiteSpace(html[end]))
        {
            // The next attribute follows at once and needs what stands before this one.
            return new ByteRange(start, end);
        }

        while (html[start - 1] == '/' || AsciiText.IsWhiteSpace(html[start - 1]))
        {
            start--;
        }

        return new ByteRange(start, end);
    }
}
