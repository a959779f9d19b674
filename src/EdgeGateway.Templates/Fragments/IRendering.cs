namespace EdgeGateway.Templates.Fragments;

/// <summary>Something rendered, which can tell whether it is the rendering of a key.</summary>
internal interface IRendering<in TKey>
{
    bool IsFor(TKey key);
}
