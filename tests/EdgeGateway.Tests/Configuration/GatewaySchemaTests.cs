using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGateway.Configuration;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Configuration;

public sealed class GatewaySchemaTests : IDisposable
{
    // One of everything that has a name of its own, so that the reader asks for all it knows.
    private const string OneOfEach = """
        { "Cache": { "Policies": { "a": {} } },
          "Slots": { "s": { "Selector": "p", "Choose": [{ "Recommend": {} }] } },
          "Segments": { "s": { "When": "true" } },
          "Experiments": { "e": { "Variants": { "a": { "Recommend": {} } } } },
          "Events": { "Automatic": [{ "Path": "/", "Type": "view" }] } }
        """;

    private readonly TestFolder _folder = new();
    private readonly JsonDocument _schema = SchemaKeys.Load();

    public void Dispose()
    {
        _schema.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task KeysOfReaderAndSchema_AreTheSame()
    {
        var reading = new ConfigReading();
        await GatewayConfigReader.ReadAsync(_folder.Write("gateway.json", Configs.WithEdge(OneOfEach)), reading, CancellationToken.None);

        Assert.Equal(
            SchemaKeys.Of(_schema.RootElement).Order(StringComparer.Ordinal),
            reading.Keys.Where(key => key != "Edge").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("src/EdgeGateway/Demo/shop.gateway.json")]
    [InlineData("src/EdgeGateway/Demo/site.gateway.json")]
    [InlineData("deploy/gateway.json")]
    public void ShippedFile_FollowsTheSchema(string name)
    {
        using var file = JsonDocument.Parse(ShippedConfigTests.Filled(name), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });

        Assert.Empty(SchemaCheck.Run(_schema.RootElement, file.RootElement));
    }

    [Theory]
    [InlineData("{ \"Cahce\": {} }", "/Edge/Cahce")]
    [InlineData("{ \"Cache\": { \"MaxBytes\": \"512\" } }", "/Edge/Cache/MaxBytes")]
    [InlineData("{ \"Cache\": { \"Policies\": { \"a\": { \"MaxVariants\": 0 } } } }", "/Edge/Cache/Policies/a/MaxVariants")]
    [InlineData("{ \"Slots\": { \"s\": { \"Choose\": [{}] } } }", "/Edge/Slots/s")]
    [InlineData("{ \"Slots\": { \"s\": { \"Selector\": \"p\", \"Choose\": [] } } }", "/Edge/Slots/s/Choose")]
    [InlineData("{ \"Slots\": { \"s\": { \"Selector\": \"p\", \"Position\": \"x\", \"Choose\": [{}] } } }", "/Edge/Slots/s/Position")]
    [InlineData("{ \"Slots\": { \"s\": { \"Selector\": \"p\", \"Position\": \"attribute:\", \"Choose\": [{}] } } }", "/Edge/Slots/s/Position")]
    [InlineData("{ \"Slots\": { \"s\": { \"Marker\": \"a b\", \"Choose\": [{}] } } }", "/Edge/Slots/s/Marker")]
    [InlineData("{ \"Visitors\": { \"Consent\": { \"HonourDoNotTrack\": \"yes\" } } }", "/Edge/Visitors/Consent/HonourDoNotTrack")]
    public void Mistake_BreaksTheSchema(string edge, string place)
    {
        using var file = JsonDocument.Parse(Configs.WithEdge(edge));

        Assert.Equal([place], SchemaCheck.Run(_schema.RootElement, file.RootElement));
    }

    [Theory]
    [InlineData("250ms", true)]
    [InlineData("1.5h", true)]
    [InlineData("-1s", false)]
    [InlineData("1e9d", false)]
    [InlineData("60", false)]
    public void DurationPattern_AgreesWithTheReader(string text, bool accepted)
    {
        var pattern = _schema.RootElement.GetProperty("$defs").GetProperty("duration").GetProperty("pattern").GetString()!;

        Assert.Equal(accepted, Regex.IsMatch(text, pattern));
        Assert.Equal(accepted, Quantities.TryParseDuration(text, out _));
    }

    [Fact]
    public void EveryKey_IsDescribedInTheConfigurationPage()
    {
        var page = File.ReadAllText(Path.Combine(ShippedConfigTests.Repository, "docs", "configuration.md"));

        var missing = SchemaKeys.Of(_schema.RootElement).Select(key => key.Split(':')[^1]).Distinct().Where(key => !page.Contains(key, StringComparison.Ordinal));

        Assert.Empty(missing);
    }
}
