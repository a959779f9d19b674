namespace EdgeGateway.Training.ItemToItem;

/// <summary>The best neighbours of one item, best first.</summary>
internal readonly record struct TableRow(int[] Items, float[] Weights);
