using System.Globalization;

namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>Something the shop sells. Immutable.</summary>
internal sealed record Product
{
    /// <summary>Position in the catalogue, 0 based.</summary>
    public required int Index { get; init; }

    public required string Sku { get; init; }

    public required string Title { get; init; }

    public required Category Category { get; init; }

    public required Kind Kind { get; init; }

    public required Brand Brand { get; init; }

    public required string Series { get; init; }

    /// <summary>The title without the finish. Products of one model differ in finish only.</summary>
    public required string Model { get; init; }

    public required string Finish { get; init; }

    public required string FinishColour { get; init; }

    public required string Material { get; init; }

    /// <summary>Euro, VAT included.</summary>
    public required decimal Price { get; init; }

    /// <summary>The price before a reduction, or null.</summary>
    public required decimal? PriceBefore { get; init; }

    /// <summary>Mean of all reviews, 1 to 5.</summary>
    public required double Rating { get; init; }

    public required int ReviewCount { get; init; }

    public required bool Available { get; init; }

    /// <summary>How much visitors want it, relative to the others of its kind.</summary>
    public required double Appeal { get; init; }

    public required string Opening { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    public required IReadOnlyList<Review> Reviews { get; init; }

    public string Url => $"/product/{Sku}";

    public string Image => $"/img/{Sku}.svg";

    public string PriceText => Money(Price);

    public string Description => $"{Opening} {Model} by {Brand.Name}, made of {Material}.";

    public static string Money(decimal euro) => "€" + euro.ToString("#,0.00", CultureInfo.InvariantCulture);
}
