using EdgeGateway.Decisions.Catalogue;

namespace EdgeGateway.Decisions.Tests.Catalogue;

public sealed class LiveCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("catalogue").FullName;

    [Fact]
    public void AcceptedFile_Serves()
    {
        var live = new LiveCatalogue();

        var load = live.Load(Write("c.csv", "item\na\n"));

        Assert.Same(load.Catalogue, live.Current);
        Assert.NotNull(live.Current.Find("a"));
    }

    [Fact]
    public void RefusedFile_LeavesTheOldCatalogueServing()
    {
        var live = new LiveCatalogue();
        live.Load(Write("c.csv", "item\na\n"));
        var before = live.Current;

        var load = live.Load(Write("d.csv", "item\na b\n"));

        Assert.Null(load.Catalogue);
        Assert.NotEmpty(load.Problems);
        Assert.Same(before, live.Current);
    }

    [Fact]
    public void Replace_GivesTheOldOne()
    {
        var live = new LiveCatalogue();
        live.Load(Write("c.csv", "item\na\n"));
        var (before, next) = (live.Current, CatalogueFile.Load(Write("d.csv", "item\nb\n")).Catalogue!);

        Assert.Same(before, live.Replace(next));
        Assert.Same(next, live.Current);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
