using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>Collects an interpolated string as markup. What comes from data is encoded for text and quoted attributes.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + (formattedCount * 32));

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => _text.Append(Encoder.Encode(value ?? ""));

    public void AppendFormatted(Html markup) => _text.Append(markup.ToString());

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
        {
            _text.Append(part.ToString());
        }
    }

    public void AppendFormatted(int value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    public void AppendFormatted(double value, string format) =>
        _text.Append(value.ToString(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(DateOnly value, string format) =>
        _text.Append(value.ToString(format, CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
