namespace EdgeGateway.Training.ItemToItem;

/// <summary>
/// The learned table in the layout of the graph: row 0 is padding, item i is row i + 1; each row has <see cref="Width"/>
/// neighbours (as rows) with their weights, padded with row 0 and weight 0. <see cref="Base"/> is what an item scores without any
/// history: a trace of its popularity, too small to change an order that the history gives.
/// </summary>
internal sealed record ItemToItemTable(int ItemCount, int Width, int[] Neighbours, float[] Weights, float[] Base)
{
    /// <summary>The most that popularity alone can score.</summary>
    public const float PopularityTrace = 1e-6f;

    /// <summary>What makes an item impossible.</summary>
    public const float Never = -1e9f;
}
