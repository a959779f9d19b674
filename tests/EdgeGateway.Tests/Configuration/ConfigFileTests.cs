using System.Text;
using EdgeGateway.Configuration;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Configuration;

public sealed class ConfigFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "is not valid JSON at line 1, column 1")]
    [InlineData("{ \"Edge\": {", "is not valid JSON at line 1")]
    [InlineData("{\n  \"Edge\": nope\n}", "is not valid JSON at line 2, column 12")]
    [InlineData("{ \"Edge\": {}, \"Edge\": {} }", "'Edge'")]
    [InlineData("{ \"Edge\": { \"Data\": \"a\", \"Data\": \"b\" } }", "'Data'")]
    [InlineData("[1, 2]", "must hold one JSON object, not array")]
    [InlineData("null", "must hold one JSON object, not null")]
    [InlineData("{ \"Edge\": { \"Data\": \"\\ud800\" } }", "half of a surrogate pair")]
    [InlineData("{ \"ReverseProxy\": { \"Routes\": { \"a\": { \"Order\": 1 }, \"A\": { \"Order\": 2 } } } }", "'ReverseProxy:Routes:A:Order'")]
    public async Task TextThatIsNoConfiguration_IsOneSentenceWithThePlace(string text, string expected)
    {
        var problem = Assert.Single(await Configs.ProblemsOfText(text));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooDeep_IsRefused()
    {
        var problem = Assert.Single(await Configs.ProblemsOfText(new string('[', 10_000)));

        Assert.Contains("is not valid JSON", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf16_IsRefused()
    {
        var file = Path.Combine(_folder.Path, "gateway.json");
        await File.WriteAllTextAsync(file, Configs.WithEdge("{}"), Encoding.Unicode);

        Assert.Contains("UTF-8", Assert.Single(await Configs.ProblemsOf(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HundredMegabytes_AreRefusedWithoutReading()
    {
        var file = Path.Combine(_folder.Path, "gateway.json");
        await using (var stream = File.Create(file))
        {
            stream.SetLength(100 << 20);
        }

        var exception = await Assert.ThrowsAsync<ConfigException>(() => ConfigFile.ReadBytesAsync(file, CancellationToken.None));

        Assert.Contains("'" + file + "'", exception.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("104857600 bytes; at most 16777216", exception.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFile_IsNamed()
    {
        var file = Path.Combine(_folder.Path, "none.json");

        Assert.Contains($"'{file}' does not exist", Assert.Single(await Configs.ProblemsOf(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarkCommentsAndTrailingCommas_AreAccepted()
    {
        var file = Path.Combine(_folder.Path, "gateway.json");
        await File.WriteAllTextAsync(file, $"// ours\n{{ {Configs.Proxy}, /* and */ \"Edge\": {{ }}, }}", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Empty(await Configs.ProblemsOf(file));
    }
}
