using System.Collections.Frozen;
using System.Text;

namespace EdgeGateway.Templates.Tokenizing;

/// <summary>Turns the name in a tag into a <see cref="TagName"/> without allocating.</summary>
internal static class TagNames
{
    private const int MaxLength = 16;

    private static readonly FrozenDictionary<UInt128, TagName> ByKey = Enum.GetValues<TagName>()
        .Where(name => name != TagName.Other)
        .ToFrozenDictionary(name => Key(Encoding.ASCII.GetBytes(Text(name))));

    /// <summary>Finds a name in any case.</summary>
    public static TagName Find(ReadOnlySpan<byte> name) =>
        name.Length <= MaxLength && ByKey.TryGetValue(Key(name), out var known) ? known : TagName.Other;

    /// <summary>The name in lower case.</summary>
    public static string Text(TagName name) => name switch
    {
        TagName.AnnotationXml => "annotation-xml",
        _ => name.ToString().ToLowerInvariant(),
    };

    private static UInt128 Key(ReadOnlySpan<byte> name)
    {
        var key = UInt128.Zero;
        foreach (var b in name)
        {
            key = (key << 8) | AsciiText.ToLower(b);
        }

        return key;
    }
}
