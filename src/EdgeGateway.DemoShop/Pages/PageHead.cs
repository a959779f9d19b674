namespace EdgeGateway.DemoShop.Pages;

/// <summary>What a page tells browsers, search engines and link previews about itself.</summary>
internal sealed record PageHead(string Title, string Description, string Path)
{
    /// <summary>OpenGraph type: website or product.</summary>
    public string Type { get; init; } = "website";

    /// <summary>Path of the preview picture.</summary>
    public string Image { get; init; } = "/favicon.svg";

    /// <summary>False keeps the page out of search engines.</summary>
    public bool Index { get; init; } = true;

    /// <summary>More elements for the head, such as structured data.</summary>
    public Html Extra { get; init; }

    /// <summary>Slug of the category that the navigation marks, or null.</summary>
    public string? Category { get; init; }

    /// <summary>What the search field shows.</summary>
    public string Query { get; init; } = "";
}
