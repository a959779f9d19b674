namespace EdgeGateway.Templates.Tokenizing;

/// <summary>The attributes of the current tag in source order; reused from tag to tag. Not thread-safe.</summary>
internal sealed class AttributeList
{
    private TagAttribute[] _items = new TagAttribute[32];

    public int Count { get; private set; }

    public ReadOnlySpan<TagAttribute> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(TagAttribute attribute)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = attribute;
    }

    /// <summary>Finds the first attribute of this lower-case name: of duplicates the first counts (WHATWG 13.2.5.33).</summary>
    public bool TryFind(ReadOnlySpan<byte> html, ReadOnlySpan<byte> lowerName, out TagAttribute attribute)
    {
        foreach (ref readonly var item in Items)
        {
            if (item.Name.Length == lowerName.Length && AsciiText.EqualsIgnoreCase(item.Name.In(html), lowerName))
            {
                attribute = item;
                return true;
            }
        }

        attribute = default;
        return false;
    }
}
