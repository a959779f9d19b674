namespace EdgeGateway.DemoShop.Pages;

/// <summary>Markup that is safe to send as it is. Text enters through <see cref="Of"/>, which encodes every hole.</summary>
internal readonly struct Html(string text)
{
    private readonly string? _text = text;

    public static Html Empty => default;

    /// <summary>Builds markup from an interpolated string: literals stay, holes are encoded unless they are markup.</summary>
    public static Html Of(HtmlHandler markup) => new(markup.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts));

    public override string ToString() => _text ?? "";
}
