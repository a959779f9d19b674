using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Templates.Assembling;
using HandlebarsDotNet;

namespace EdgeGateway.Templates.Fragments;

/// <summary>
/// A compiled template. What it renders is kept, bounded, so that on a warm gateway a row that no visitor ever had before
/// renders nothing. Thread-safe; the caches live and die with the library that loaded it.
/// </summary>
public sealed class Fragment
{
    private const int FrameCapacity = 256;
    private const int CardCapacity = 65_536;

    private readonly HandlebarsTemplate<object, object> _template;
    private readonly string[] _names;
    private readonly TemplatesMetrics? _metrics;
    private readonly RenderCache<IReadOnlyDictionary<string, string>, FrameRendering> _frames = new(FrameCapacity);
    private readonly Lazy<RenderCache<CatalogueItem, CardRendering>> _cards = new(static () => new(CardCapacity));
    private Fragment? _card;

    internal Fragment(string name, HandlebarsTemplate<object, object> template, string[] names, TemplatesMetrics? metrics)
    {
        Name = name;
        _template = template;
        _names = names;
        _metrics = metrics;
    }

    /// <summary>The template's file name without extension.</summary>
    public string Name { get; }

    /// <summary>True when the template has a place for item cards.</summary>
    public bool HasCards => _card is not null;

    /// <summary>The names of the values that the template and its partials use.</summary>
    public IReadOnlyList<string> ValueNames => _names;

    /// <summary>The frame for these values, rendered at most once while it is kept; allocates nothing then.</summary>
    /// <param name="values">Only the values that the template uses count; an absent one is empty.</param>
    public FragmentFrame GetFrame(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var hash = (ulong)_names.Length;
        foreach (var name in _names)
        {
            hash = HashMixer.Add(hash, values.TryGetValue(name, out var value) ? (uint)string.GetHashCode(value) : 0UL);
        }

        return _frames.Find(hash, values)?.Frame ?? AddFrame(hash, values);
    }

    /// <summary>The card of this version of the item, rendered at most once while it is kept; allocates nothing then.</summary>
    /// <exception cref="InvalidOperationException">The template has no place for cards.</exception>
    public FragmentBytes GetCard(CatalogueItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var card = _card ?? throw new InvalidOperationException($"The fragment '{Name}' has no cards.");
        return card.GetOwnCard(item);
    }

    /// <summary>Renders the frame, whatever is kept.</summary>
    public FragmentFrame RenderFrame(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _metrics?.Rendered(Name, "frame");
        var markup = Render(values);
        var cards = markup.IndexOf(MarkupEncoder.CardsMark);
        var prefix = cards < 0 ? markup : markup[..cards];
        var suffix = cards < 0 ? string.Empty : markup[(cards + 1)..];
        return new FragmentFrame(
            new FragmentBytes(MarkupEncoder.ToAscii(prefix)), new FragmentBytes(MarkupEncoder.ToAscii(suffix)));
    }

    /// <summary>Renders the item's card, whatever is kept.</summary>
    /// <exception cref="InvalidOperationException">The template has no place for cards.</exception>
    public byte[] RenderCard(CatalogueItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var card = _card ?? throw new InvalidOperationException($"The fragment '{Name}' has no cards.");
        return card.RenderOwnCard(item);
    }

    internal void ShowCards(Fragment card) => _card = card;

    /// <summary>Apart from <see cref="GetFrame"/>, which its closure would make allocate on every call.</summary>
    private FragmentFrame AddFrame(ulong hash, IReadOnlyDictionary<string, string> values)
    {
        var frame = RenderFrame(values);
        _frames.Add(hash, new FrameRendering(_names, Array.ConvertAll(_names, name => values.GetValueOrDefault(name)), frame));
        return frame;
    }

    private FragmentBytes GetOwnCard(CatalogueItem item)
    {
        var hash = HashMixer.Add(item.Version, (uint)string.GetHashCode(item.Id));
        var cards = _cards.Value;
        if (cards.Find(hash, item) is { } known)
        {
            return known.Bytes;
        }

        var bytes = new FragmentBytes(RenderOwnCard(item));
        cards.Add(hash, new CardRendering(item.Id, item.Version, bytes));
        return bytes;
    }

    private byte[] RenderOwnCard(CatalogueItem item)
    {
        _metrics?.Rendered(Name, "card");
        var values = new Dictionary<string, string>(item.Fields, StringComparer.Ordinal) { ["id"] = item.Id };
        return MarkupEncoder.ToAscii(Render(values));
    }

    /// <summary>
    /// Runs the template on exactly the values it names, so that an absent one is empty and no other is reachable.
    /// </summary>
    private string Render(IReadOnlyDictionary<string, string> values)
    {
        var model = new Dictionary<string, object>(_names.Length, StringComparer.Ordinal);
        foreach (var name in _names)
        {
            model[name] = values.GetValueOrDefault(name) ?? string.Empty;
        }

        return _template(model);
    }
}
