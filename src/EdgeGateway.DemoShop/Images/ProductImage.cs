using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Images;

/// <summary>
/// Draws product pictures as SVG: the drawing of the kind from <c>shapes.svg</c> in the colours of the finish, on the
/// tint of the category. The same product always gives the same bytes.
/// </summary>
internal sealed class ProductImage
{
    private readonly Dictionary<string, string> _shapes = [];

    public ProductImage()
    {
        using var source = Embedded.Open("shapes.svg");
        foreach (var group in XDocument.Load(source).Root!.Elements())
        {
            _shapes.Add(group.Attribute("id")!.Value, string.Concat(group.Elements().Select(Compact)));
        }
    }

    /// <summary>The picture as UTF-8 SVG of 400 by 400 pixels, scalable.</summary>
    public byte[] Draw(Product product)
    {
        var body = product.FinishColour;
        var tint = product.Category.Tint;
        var light = new SeededRandom((ulong)product.Index);
        var x = (40 + light.Below(120)).ToString(CultureInfo.InvariantCulture);
        var svg = new StringBuilder(4096);
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 200\" width=\"400\" height=\"400\"><style>");
        AppendStyle(svg, body);
        svg.Append("</style><defs><linearGradient id=\"bg\" x1=\"0\" y1=\"0\" x2=\".35\" y2=\"1\"><stop stop-color=\"")
            .Append(Colour.Mix(tint, "#ffffff", 0.78))
                .Append("\"/><stop offset=\"1\" stop-color=\"")
                .Append(Colour.Mix(tint, "#ffffff", 0.38))
            .Append("\"/></linearGradient><radialGradient id=\"glow\"><stop stop-color=\"#fff3c9\" stop-opacity=\".95\"/>")
            .Append("<stop offset=\"1\" stop-color=\"#fff3c9\" stop-opacity=\"0\"/></radialGradient></defs>")
            .Append("<rect width=\"200\" height=\"200\" fill=\"url(#bg)\"/><circle cx=\"").Append(x)
            .Append("\" cy=\"78\" r=\"66\" fill=\"#fff\" opacity=\".28\"/><path d=\"M0 154q100-10 200 0v46H0z\" fill=\"")
            .Append(Colour.Mix(tint, "#3a2f28", 0.22))
                .Append("\" opacity=\".34\"/><ellipse cx=\"100\" cy=\"160\" rx=\"66\" ry=\"7\" opacity=\".16\"/>")
            .Append(_shapes[product.Kind.Slug]).Append("</svg>");
        return Encoding.UTF8.GetBytes(svg.ToString());
    }

    private static void AppendStyle(StringBuilder svg, string body)
    {
        ReadOnlySpan<(char Name, string Colour)> paints =
        [
            ('b', body), ('d', Colour.Mix(body, "#1c1714", 0.26)), ('l', Colour.Mix(body, "#ffffff", 0.3)), ('m', "#bfc6cc"),
            ('k', "#2b2d31"), ('w', "#b88a58"), ('p', "#faf7f0"),
        ];
        svg.Append(".om,.ok,.ow,.ob,.od,.ol{fill:none;stroke-width:7;stroke-linecap:round;stroke-linejoin:round}");
        foreach (var (name, colour) in paints)
        {
            svg.Append(CultureInfo.InvariantCulture, $".{name}{{fill:{colour}}}.o{name}{{stroke:{colour}}}");
        }

        svg.Append(".g{fill:#fff;opacity:.55}.glow{fill:url(#glow)}");
    }

    /// <summary>Attributes beat nothing in CSS, so a stroke width given on the element is moved into its style.</summary>
    private static string Compact(XElement element)
    {
        foreach (var part in element.DescendantsAndSelf())
        {
            part.Name = part.Name.LocalName;
            if (part.Attribute("stroke-width") is { } width && part.Attribute("class") is not null)
            {
                part.SetAttributeValue("style", $"stroke-width:{width.Value}");
                width.Remove();
            }
        }

        return element.ToString(SaveOptions.DisableFormatting);
    }
}
