using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Tests.Compiling;

/// <summary>Writes down under which parent each element of a page was opened.</summary>
internal sealed class NestingRecorder : ITreeObserver
{
    /// <summary>By start tag's place and name: the parent's place and name.</summary>
    public Dictionary<(int Start, string Name), (int Start, string Name)> Parents { get; } = [];

    private readonly List<(PageElement Element, (int Start, string Name) Key)> _opened = [];

    public static NestingRecorder Read(byte[] html)
    {
        var recorder = new NestingRecorder();
        new TreeBuilder(html, recorder).Run();
        var names = recorder._opened.ToDictionary(o => o.Element, o => o.Key);
        foreach (var (element, key) in recorder._opened.Where(o => !o.Element.IsInTemplate))
        {
            recorder.Parents[key] = element.Parent is not { } parent ? (-1, string.Empty)
                : names.TryGetValue(parent, out var name) ? name
                : (parent.Tag.Start, System.Text.Encoding.Latin1.GetString(parent.NameRange.In(html)).ToLowerInvariant());
        }

        return recorder;
    }

    public void Opened(
        PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks) =>
        _opened.Add((element, (element.Tag.Start, System.Text.Encoding.Latin1.GetString(name).ToLowerInvariant())));

    public void Merged(
        PageElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
    }

    public void Closed(PageElement element, int contentEnd, int end)
    {
    }

    public void Comment(PageElement parent, ByteRange comment, ByteRange data)
    {
    }

    public void Text(PageElement parent, ByteRange text)
    {
    }
}
