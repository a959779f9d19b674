namespace EdgeGateway.Templates.Fragments;

/// <summary>A template as written, with its mustaches found.</summary>
/// <param name="Name">The file's name without extension.</param>
/// <param name="File">The file's name.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Mustaches">In order.</param>
internal sealed record TemplateSource(string Name, string File, string Text, IReadOnlyList<Mustache> Mustaches)
{
    /// <summary>The template whose cards this one shows, or null.</summary>
    public string? Cards => Mustaches.FirstOrDefault(m => m.Kind == MustacheKind.Cards)?.Name;

    public IEnumerable<string> Partials => Mustaches.Where(m => m.Kind == MustacheKind.Partial).Select(m => m.Name);

    public int LineAt(int position) => 1 + Text.AsSpan(0, position).Count('\n');
}
