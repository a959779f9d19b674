using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>
/// Reads a catalogue: NDJSON (<c>.ndjson</c>, <c>.jsonl</c>) or CSV with a header (<c>.csv</c>), UTF-8. Each item needs
/// <c>item</c>, its id; <c>available</c> and <c>category</c> have a meaning of their own, and every other attribute is for
/// fragments. Never throws for what a file contains.
/// </summary>
public static class CatalogueFile
{
    /// <summary>The most problems that are told one by one.</summary>
    public const int MaxProblems = 100;

    /// <summary>
    /// A file with a larger share of bad rows is refused as a whole: it is more likely the wrong file than a bad item.
    /// </summary>
    public const double MaxBadShare = 0.01;

    /// <summary>Accepted endings of file names.</summary>
    public const string Accepted = ".ndjson, .jsonl, .csv";

    /// <summary>Reads a file.</summary>
    public static CatalogueLoad Load(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Load(reader, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(path, "cannot be read; give the path of a file that exists and may be read");
        }
    }

    /// <summary>Reads from memory or a stream.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">File name for messages; its ending says the format.</param>
    public static CatalogueLoad Load(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var builder = new CatalogueBuilder();
        switch (Path.GetExtension(name).ToUpperInvariant())
        {
            case ".NDJSON" or ".JSONL":
                AddAll(CatalogueNdjson.Read(reader), builder);
                break;
            case ".CSV":
                AddAll(CatalogueCsv.Read(reader), builder);
                break;
            default:
                return Refuse(name, $"has an unknown ending; accepted are {Accepted}");
        }

        return Finish(builder, name);
    }

    private static void AddAll(IEnumerable<CatalogueRow> rows, CatalogueBuilder builder)
    {
        foreach (var row in rows)
        {
            builder.Add(row);
        }
    }

    private static CatalogueLoad Finish(CatalogueBuilder builder, string name)
    {
        if (builder.Rows == 0)
        {
            return Refuse(name, "has no items; each line must be one");
        }

        if (builder.BadRows <= builder.Rows * MaxBadShare)
        {
            return new CatalogueLoad(new ItemCatalogue(builder.Items), builder.Rows, builder.BadRows, builder.Problems);
        }

        var refusal = new CatalogueProblem(
            0, $"Catalogue '{name}' has {builder.BadRows} bad rows of {builder.Rows}; at most one in a hundred is accepted.");
        return new CatalogueLoad(null, builder.Rows, builder.BadRows, [refusal, .. builder.Problems]);
    }

    private static CatalogueLoad Refuse(string name, string why) =>
        new(null, 0, 0, [new CatalogueProblem(0, $"Catalogue '{name}' {why}.")]);
}
