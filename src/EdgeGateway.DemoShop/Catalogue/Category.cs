namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>A department of the shop.</summary>
/// <param name="Slug">Its place in addresses.</param>
/// <param name="Code">Prefix of its SKUs, three letters.</param>
/// <param name="Name">As shown.</param>
/// <param name="Blurb">One line below the name.</param>
/// <param name="Tint">Background colour of its pictures, <c>#rrggbb</c>.</param>
/// <param name="Pull">How many visitors come for it, relative to the others.</param>
/// <param name="Brands">Who makes its products.</param>
/// <param name="Finishes">Colours its products come in.</param>
/// <param name="Openings">First sentences of descriptions.</param>
/// <param name="Kinds">What it sells.</param>
internal sealed record Category(
    string Slug,
    string Code,
    string Name,
    string Blurb,
    string Tint,
    double Pull,
    IReadOnlyList<Brand> Brands,
    IReadOnlyList<string> Finishes,
    IReadOnlyList<string> Openings,
    IReadOnlyList<Kind> Kinds)
{
    public string Url => $"/category/{Slug}";
}
