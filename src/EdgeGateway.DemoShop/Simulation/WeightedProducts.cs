using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Simulation;

/// <summary>Products to choose from, each with its own chance.</summary>
internal sealed class WeightedProducts
{
    private readonly Product[] _products;
    private readonly double[] _runningTotals;

    public WeightedProducts(IEnumerable<(Product Product, double Weight)> weighted)
    {
        var entries = weighted.Where(entry => entry.Weight > 0).ToArray();
        _products = [.. entries.Select(entry => entry.Product)];
        _runningTotals = new double[entries.Length];
        var total = 0.0;
        for (var i = 0; i < entries.Length; i++)
        {
            total += entries[i].Weight;
            _runningTotals[i] = total;
        }
    }

    public bool IsEmpty => _products.Length == 0;

    public Product Pick(SeededRandom random) => _products[random.PickCumulative(_runningTotals)];
}
