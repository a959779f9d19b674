namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>
/// Makes the shop's products from its assortment. Every series of a category offers each kind in one to three models
/// (forms), every model in a few finishes. The seed is fixed and only exactly rounded arithmetic is used (no Pow, Exp or
/// Sin, whose last bit differs between processors): all runs on all machines sell the same things.
/// </summary>
internal sealed class CatalogueGenerator
{
    public const int ProductsPerKind = 28;

    private const int Seed = 20260101;

    private readonly Assortment _assortment;
    private readonly SeededRandom _random = new(Seed);
    private readonly ReviewWriter _reviews = new(Seed);
    private readonly List<Product> _products = [];

    private CatalogueGenerator(Assortment assortment) => _assortment = assortment;

    public static IReadOnlyList<Product> Generate(Assortment assortment)
    {
        var generator = new CatalogueGenerator(assortment);
        foreach (var category in assortment.Categories)
        {
            foreach (var kind in category.Kinds)
            {
                generator.AddKind(category, kind);
            }
        }

        return generator._products;
    }

    private void AddKind(Category category, Kind kind)
    {
        var lines = category.Brands.SelectMany(brand => brand.Series.Select(series => (Brand: brand, Series: series)));
        var models = lines.SelectMany(line => kind.Forms.Select(form => (line.Brand, line.Series, Form: form))).ToList();
        var made = 0;
        foreach (var (brand, series, form) in _random.Sample(models, models.Count))
        {
            if (made == ProductsPerKind)
            {
                return;
            }

            var finishes = _random.Sample(
                kind.Finishes ?? category.Finishes, Math.Min(1 + _random.Below(3), ProductsPerKind - made));
            AddModel(category, kind, brand, series, form, finishes);
            made += finishes.Count;
        }
    }

    private void AddModel(Category category, Kind kind, Brand brand, string series, string form, List<string> finishes)
    {
        var model = $"{series} {form} {kind.Name}";
        var material = _random.Pick(kind.Materials);
        var price = PriceOf(kind, brand);
        var reduced = _random.Chance(0.12);
        var rating = Math.Round(3.5 + (1.4 * Math.Sqrt(_random.NextDouble())), 1);
        var appeal = Square(_random.NextDouble()) + 0.04;
        foreach (var finish in finishes)
        {
            var share = appeal * (0.5 + _random.NextDouble());
            _products.Add(new Product
            {
                Index = _products.Count,
                Sku = $"{category.Code}-{1000 + _products.Count}",
                Title = $"{model}, {finish}",
                Category = category,
                Kind = kind,
                Brand = brand,
                Series = series,
                Model = model,
                Finish = finish,
                FinishColour = _assortment.Finishes[finish],
                Material = material,
                Price = price,
                PriceBefore = reduced ? Round((double)price * 1.25) : null,
                Rating = rating,
                ReviewCount = 3 + (int)(share * 310),
                Available = !_random.Chance(0.03),
                Appeal = share,
                Opening = _random.Pick(category.Openings),
                Features = _random.Sample(kind.Features, 3),
                Reviews = _reviews.Write(rating, _random),
            });
        }
    }

    private decimal PriceOf(Kind kind, Brand brand)
    {
        var level = _random.NextDouble();
        level *= Math.Sqrt(level);
        return Round((kind.Price[0] + ((kind.Price[1] - kind.Price[0]) * level)) * brand.Tier);
    }

    private static double Square(double value) => value * value;

    /// <summary>Prices end as shop prices do: .90 when small, whole euros when large.</summary>
    private static decimal Round(double euro) =>
        euro < 30 ? Math.Max(2, Math.Floor((decimal)euro)) + 0.9m : Math.Round((decimal)euro / 5) * 5 - (euro < 200 ? 0.1m : 1m);
}
