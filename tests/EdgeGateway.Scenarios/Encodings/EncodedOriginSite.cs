using EdgeGateway.Scenarios.Pages;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit;

namespace EdgeGateway.Scenarios.Encodings;

/// <summary>
/// An origin that compresses whatever it was asked for, with every stored page in gzip and brotli: below <c>/gzip/</c> and
/// <c>/br/</c> without slots, below <c>/slots/</c> with one at the end of <c>body</c>.
/// </summary>
public sealed class EncodedOriginSite : TestSite
{
    public const string Mark = "<aside data-edge-mark=\"71e0\">here</aside>";

    internal IReadOnlyList<RealPage> Pages { get; private set; } = [];

    /// <summary>Answers with a body as it is, under the name of a coding.</summary>
    public void Serve(string target, byte[] body, string coding, string type = "text/html; charset=utf-8") =>
        Origin.On(target, exchange => exchange.AnswerAsync(body, type, $"Cache-Control: public, max-age=600\r\nETag: \"v\"\r\nContent-Encoding: {coding}"));

    protected override Task PrepareAsync()
    {
        Pages = Path.Exists(TestData.PathOf("pages/readability")) ? RealPage.LoadAll() : [];
        Folder.Write("fragments/mark.hbs", Mark);
        Folder.WriteConfig(SiteConfig.Of(Origin.Address, """
            "Fragments": { "Directory": "fragments" },
            "Slots": { "end": { "Path": "/slots/*", "Selector": "body", "Position": "append", "Choose": [{ "Fragment": "mark" }] } }
            """));
        for (var i = 0; i < Pages.Count; i++)
        {
            foreach (var coding in new[] { "gzip", "br" })
            {
                Serve($"/{coding}/{i}", Coded.As(coding, Pages[i].Bytes), coding);
            }

            var mixed = i % 2 == 0 ? "gzip" : "br";
            Serve($"/slots/{i}", Coded.As(mixed, Pages[i].Bytes), mixed);
        }

        return Task.CompletedTask;
    }
}
