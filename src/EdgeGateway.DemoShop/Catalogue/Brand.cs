namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>A maker with its price level (1 is the middle) and the series it sells in a category.</summary>
internal sealed record Brand(string Name, double Tier, IReadOnlyList<string> Series);
