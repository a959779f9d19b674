namespace EdgeGateway.Decisions.Catalogue;

/// <summary>One item as a file states it, or why the line is none.</summary>
/// <param name="Line">Line of the file where it begins, 1 based.</param>
/// <param name="Fields">Values by name.</param>
/// <param name="Problem">Not null when the line could not be read.</param>
internal readonly record struct CatalogueRow(int Line, IReadOnlyList<KeyValuePair<string, string>> Fields, string? Problem)
{
    public static CatalogueRow Unreadable(int line, string problem) => new(line, [], problem);
}
