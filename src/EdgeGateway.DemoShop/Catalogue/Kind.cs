namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>A kind of product, such as kettles.</summary>
/// <param name="Slug">Also the id of its drawing in <c>shapes.svg</c>.</param>
/// <param name="Name">One of them.</param>
/// <param name="Plural">Several of them, as a heading.</param>
/// <param name="Price">Lowest and highest usual price in euro.</param>
/// <param name="Pull">How much it is wanted, relative to the other kinds of its category.</param>
/// <param name="Forms">What tells its models apart.</param>
/// <param name="Materials">What it is made of.</param>
/// <param name="Features">Short claims a description lists.</param>
/// <param name="With">Slugs of the kinds that people buy with it.</param>
/// <param name="Finishes">What it comes in when that differs from the category, or null.</param>
internal sealed record Kind(
    string Slug,
    string Name,
    string Plural,
    IReadOnlyList<double> Price,
    double Pull,
    IReadOnlyList<string> Forms,
    IReadOnlyList<string> Materials,
    IReadOnlyList<string> Features,
    IReadOnlyList<string> With,
    IReadOnlyList<string>? Finishes = null);
