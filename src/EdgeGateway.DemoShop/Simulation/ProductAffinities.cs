using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Simulation;

/// <summary>
/// Where a visitor goes from a product. People compare a few close alternatives, complete what they have with things that
/// go together (a kettle for the dripper, in the same series and colour when there is one) and follow a series they like.
/// Each list keeps only the strongest few, which is what makes the traffic worth learning from.
/// </summary>
internal sealed class ProductAffinities
{
    private const int Kept = 8;

    private readonly WeightedProducts[] _alternatives;
    private readonly WeightedProducts[] _companions;
    private readonly WeightedProducts[] _sameSeries;

    public ProductAffinities(ShopCatalogue catalogue)
    {
        var byKind = catalogue.Popular.ToLookup(product => product.Kind.Slug);
        var bySeries = catalogue.Popular.ToLookup(product => (product.Brand.Name, product.Series));
        _alternatives = Compute(catalogue, product => Strongest(product, byKind[product.Kind.Slug]));
        _companions = Compute(catalogue, product => Strongest(product, product.Kind.With.SelectMany(kind => byKind[kind])));
        _sameSeries = Compute(catalogue, product =>
            Strongest(product, bySeries[(product.Brand.Name, product.Series)].Where(other => other.Kind != product.Kind)));
    }

    /// <summary>Other products of the same kind.</summary>
    public WeightedProducts Alternatives(Product product) => _alternatives[product.Index];

    /// <summary>Products bought together with it.</summary>
    public WeightedProducts Companions(Product product) => _companions[product.Index];

    /// <summary>Other kinds of product of its series.</summary>
    public WeightedProducts SameSeries(Product product) => _sameSeries[product.Index];

    private static WeightedProducts[] Compute(ShopCatalogue catalogue, Func<Product, WeightedProducts> of) =>
        [.. catalogue.Products.Select(of)];

    private static WeightedProducts Strongest(Product product, IEnumerable<Product> others) => new(others
        .Where(other => other != product)
        .Select(other => (Product: other, Weight: Closeness(product, other)))
        .OrderByDescending(entry => entry.Weight)
        .ThenBy(entry => entry.Product.Index)
        .Take(Kept));

    private static double Closeness(Product product, Product other)
    {
        var weight = 0.2 + other.Appeal;
        weight *= other.Brand.Name == product.Brand.Name ? 2.5 : 1;
        weight *= other.Series == product.Series ? 2 : 1;
        weight *= other.Finish == product.Finish ? 1.8 : 1;
        weight *= other.Model == product.Model ? 1.5 : 1;

        // Tiers rather than prices: a cheap dripper goes with a cheap kettle although kettles cost more.
        var distance = 1 + (2 * Math.Abs(other.Brand.Tier - product.Brand.Tier));
        return weight / (distance * distance);
    }
}
