using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Tests.Compiling;

/// <summary>Writes down under which parent each element of a page was opened.</summary>
internal sealed class NestingRecorder : ITreeObserver
{
    /// <summary>By start tag's place and name: the parent's place and name.</summary>
    public Dictionary<(int Start, string Name), (int Start, string Name)> Parents { get; } = [];

    private readonly Dictionary<OpenElement, (int Start, string Name)> _keys = [];

    public static NestingRecorder Read(byte[] html)
    {
        var recorder = new NestingRecorder();
        new TreeBuilder(html, recorder).Run();
        return recorder;
    }

    public void Opened(
        OpenElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
        var key = (element.Tag.Start, System.Text.Encoding.Latin1.GetString(name).ToLowerInvariant());
        _keys[element] = key;
        if (!element.IsInTemplate)
        {
            Parents[key] = element.Parent is null ? (-1, string.Empty) : _keys.GetValueOrDefault(element.Parent, (-2, "copy"));
        }
    }

    public void Merged(
        OpenElement element, ReadOnlySpan<byte> html, ReadOnlySpan<byte> name, AttributeList attributes, bool quirks)
    {
    }

    public void Relinked(OpenElement element, OpenElement? original)
    {
        if (original is not null)
        {
            _keys[element] = _keys.GetValueOrDefault(original, (-2, "copy"));
        }
        else if (!element.IsCopy && element.Parent is not null && _keys.TryGetValue(element, out var key)
            && Parents.ContainsKey(key))
        {
            Parents[key] = _keys.GetValueOrDefault(element.Parent, (-2, "copy"));
        }
    }

    public void Closed(OpenElement element, int contentEnd, int end)
    {
    }

    public void Text(OpenElement parent, ByteRange text)
    {
    }
}
