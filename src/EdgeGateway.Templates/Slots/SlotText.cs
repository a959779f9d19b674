using System.Collections.Frozen;
using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.Templates.Slots;

/// <summary>
/// Text that an operator writes into a page or an attribute without a template: checked once, escaped for its place, ASCII.
/// </summary>
public static class SlotText
{
    private const int MaxNameLength = 64;

    private static readonly FrozenSet<string> Dangerous = new[] { "style", "srcset", "imagesrcset", "srcdoc", "http-equiv" }.ToFrozenSet();

    /// <summary>Why an attribute can be no slot, as the end of a sentence; null when it can.</summary>
    /// <param name="name">In lower case.</param>
    public static string? RefuseAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxNameLength || !char.IsAsciiLetterLower(name[0])
            || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or ':' or '.'))
        {
            return $"must be 1 to {MaxNameLength} characters of a-z, 0-9, '-', '_', ':' and '.', a letter first";
        }

        return name.StartsWith("on", StringComparison.Ordinal) ? "is an event handler, whose value is a program"
            : Dangerous.Contains(name) ? "holds more than text" : null;
    }

    /// <summary>Why a text cannot be the value of an attribute, as the end of a sentence; null when it can.</summary>
    /// <param name="attribute">Name of the attribute in lower case.</param>
    /// <param name="text">The value.</param>
    public static string? RefuseValue(string attribute, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TemplateChecker.IsUrl(attribute) && text.Length > 0 && SafeUrl.Whole(text).Length == 0
            ? "is no http, https or relative address"
            : null;
    }

    /// <summary>The bytes for a slot.</summary>
    /// <param name="text">The text; null removes what is there.</param>
    /// <param name="attribute">Name of the attribute whose value it becomes; null for text in the page.</param>
    public static FragmentFrame Render(string? text, string? attribute)
    {
        var markup = new StringWriter();
        if (text is not null)
        {
            markup.Write(attribute is null ? string.Empty : $" {attribute}=\"");
            new MarkupEncoder().Encode(text, markup);
            markup.Write(attribute is null ? string.Empty : "\"");
        }

        return new FragmentFrame(
            new FragmentBytes(MarkupEncoder.ToAscii(markup.ToString())), new FragmentBytes(ReadOnlyMemory<byte>.Empty));
    }
}
