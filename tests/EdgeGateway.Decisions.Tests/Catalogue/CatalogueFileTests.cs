using EdgeGateway.Decisions.Catalogue;

namespace EdgeGateway.Decisions.Tests.Catalogue;

public sealed class CatalogueFileTests
{
    [Fact]
    public void Ndjson_IsRead()
    {
        var load = Load("c.ndjson", """
            {"item":"sku-1","title":"Red <shoe>","price":12.50,"currency":"EUR","url":"/p/1","image":"https://img.example/1.png","category":"shoes","available":true}

            {"item":"sku-2","title":"Hat","tags":["new","wool"],"note":null,"available":false}
            """);

        Assert.Empty(load.Problems);
        Assert.Equal(2, load.Rows);
        var (shoe, hat) = (load.Catalogue!.Find("sku-1")!, load.Catalogue.Find("sku-2")!);
        Assert.Equal(("shoes", true, 0), (shoe.Category, shoe.Available, shoe.Ordinal));
        Assert.Equal("12.50", shoe.Fields["price"]);
        Assert.Equal("Red <shoe>", shoe.Fields["title"]);
        Assert.Equal(("", false, 1), (hat.Category, hat.Available, hat.Ordinal));
        Assert.Equal("new, wool", hat.Fields["tags"]);
        Assert.False(hat.Fields.ContainsKey("note"));
        Assert.False(hat.Fields.ContainsKey("item"));
    }

    [Fact]
    public void Csv_IsReadWithQuotes()
    {
        var load = Load(
            "c.CSV", "item,title,price,available\r\nsku-1,\"Shoe, \"\"red\"\"\nsize 42\",12.50,1\r\n\r\nsku-2,Hat,,no\n");

        Assert.Empty(load.Problems);
        Assert.Equal("Shoe, \"red\"\nsize 42", load.Catalogue!.Find("sku-1")!.Fields["title"]);
        Assert.False(load.Catalogue.Find("sku-2")!.Available);
        Assert.False(load.Catalogue.Find("sku-2")!.Fields.ContainsKey("price"));
    }

    [Fact]
    public void SameContent_HasSameVersionInEitherFormatAndOrder()
    {
        var json = Load("c.ndjson", """{"item":"a","title":"T","price":"1"}""").Catalogue!.Find("a")!;
        var csv = Load("c.csv", "price,item,title\n1,a,T\n").Catalogue!.Find("a")!;
        var other = Load("c.csv", "price,item,title\n2,a,T\n").Catalogue!.Find("a")!;
        var gone = Load("c.csv", "price,item,title,available\n1,a,T,false\n").Catalogue!.Find("a")!;
        var shifted = Load("c.csv", "price,item,title\n1T,a,\n").Catalogue!.Find("a")!;

        Assert.Equal(json.Version, csv.Version);
        Assert.Equal(4, new[] { json.Version, other.Version, gone.Version, shifted.Version }.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"title":"no id"}""", "'item'")]
    [InlineData("""{"item":"a b"}""", "Item id 'a b'")]
    [InlineData("""{"item":""}""", "'item'")]
    [InlineData("""{"item":"naïve"}""", "Item id 'naïve'")]
    [InlineData("""{"item":"x","url":"javascript:alert(1)"}""", "Attribute 'url' is 'javascript:alert(1)'")]
    [InlineData("""{"item":"x","url":"  JaVaScRiPt:alert(1)"}""", "Attribute 'url'")]
    [InlineData("""{"item":"x","url":"java\tscript:alert(1)"}""", "Attribute 'url'")]
    [InlineData("""{"item":"x","url":"\u0001javascript:alert(1)"}""", "Attribute 'url'")]
    [InlineData("""{"item":"x","image":"data:text/html,<script>"}""", "Attribute 'image'")]
    [InlineData("""{"item":"x","product_url":"vbscript:x"}""", "Attribute 'product_url'")]
    [InlineData("""{"item":"x","imageLinks":"file:///etc/passwd"}""", "Attribute 'imageLinks'")]
    [InlineData("""{"item":"x","available":"maybe"}""", "'maybe'")]
    [InlineData("""{"item":"x","nested":{"a":1}}""", "Attribute 'nested'")]
    [InlineData("""{"item":"x","a":"1","a":"2"}""", "Attribute 'a' is there twice")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("{\"item\":", "not JSON")]
    [InlineData("""{"item":"good0"}""", "Item 'good0' is in line 1 already")]
    public void BadRow_IsLeftOutWithItsLine(string line, string reason)
    {
        var load = Load("c.ndjson", Good(150) + line + "\n" + """{"item":"last"}""");

        var problem = Assert.Single(load.Problems);
        Assert.Equal(151, problem.Row);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        Assert.Equal((152, 1), (load.Rows, load.BadRows));
        Assert.Equal(151, load.Catalogue!.Items.Length);
        Assert.Equal(150, load.Catalogue.Find("last")!.Ordinal);
    }

    [Theory]
    [InlineData("/p/1?a=b:c")]
    [InlineData("p:1/..")]
    [InlineData("HTTPS://shop.example/x")]
    [InlineData("//cdn.example/x.png")]
    [InlineData("#top")]
    public void OrdinaryAddress_IsAcceptedUnlessItHasAForeignScheme(string address)
    {
        var load = Load("c.ndjson", Good(150) + $$"""{"item":"x","url":"{{address}}"}""");

        Assert.Equal(address.StartsWith("p:", StringComparison.Ordinal) ? 1 : 0, load.Problems.Count);
    }

    [Fact]
    public void TitleThatLooksLikeAScheme_IsATitle() =>
        Assert.Empty(Load("c.ndjson", """{"item":"book","title":"JavaScript: The Definitive Guide"}""").Problems);

    [Fact]
    public void MoreThanOneBadRowInAHundred_RefusesTheFile()
    {
        var bad = string.Concat(Enumerable.Repeat("{\"item\":\"a b\"}\n", 2));

        var accepted = Load("c.ndjson", Good(198) + bad);
        var refused = Load("c.ndjson", Good(197) + bad);

        Assert.NotNull(accepted.Catalogue);
        Assert.Null(refused.Catalogue);
        Assert.Equal(0, refused.Problems[0].Row);
        Assert.Contains("2 bad rows of 199", refused.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal([198, 199], refused.Problems.Skip(1).Select(problem => problem.Row));
    }

    [Theory]
    [InlineData("c.ndjson", "", "has no items")]
    [InlineData("c.csv", "item,title\n", "has no items")]
    [InlineData("c.xml", "<a/>", "unknown ending")]
    public void FileWithoutItems_IsRefused(string name, string text, string reason)
    {
        var load = Load(name, text);

        Assert.Null(load.Catalogue);
        Assert.Contains(reason, Assert.Single(load.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsAProblem()
    {
        var load = CatalogueFile.Load(Path.Combine(Path.GetTempPath(), "no-such-folder-9f2", "c.csv"));

        Assert.Null(load.Catalogue);
        Assert.Contains("cannot be read", Assert.Single(load.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnclosedQuote_DoesNotSwallowTheRestUnnoticed()
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"sku-{i},t\n"));
        var load = Load("c.csv", "item,title\n" + rows + "sku-x,\"open\nsku-y,t\n");

        var problem = Assert.Single(load.Problems);
        Assert.Equal(302, problem.Row);
        Assert.Contains("not closed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EndlessRecord_StopsTheReading()
    {
        var load = Load("c.csv", "item,title\na,\"" + new string('x', 100_000));

        Assert.Null(load.Catalogue);
        Assert.Contains("longer than", load.Problems[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CsvRowOfOtherLength_IsAProblem()
    {
        var rows = string.Concat(Enumerable.Range(0, 150).Select(i => $"sku-{i},t\n"));
        var load = Load("c.csv", "item,title\n" + rows + "x,a,b\n");

        Assert.Contains("3 values where the header has 2", Assert.Single(load.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyProblems_AreCountedButNotAllTold()
    {
        var load = Load("c.ndjson", string.Concat(Enumerable.Repeat("{}\n", 1000)));

        Assert.Equal(1000, load.BadRows);
        Assert.Equal(CatalogueFile.MaxProblems + 1, load.Problems.Count);
    }

    private static CatalogueLoad Load(string name, string text) => CatalogueFile.Load(new StringReader(text), name);

    private static string Good(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"{{\"item\":\"good{i}\"}}\n"));
}
