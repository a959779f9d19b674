using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit;

namespace EdgeGateway.Scenarios.Pages;

/// <summary>
/// Every stored page twice: below <c>/plain/</c> without slots, below <c>/slots/</c> with a slot at the end of <c>body</c> and
/// one at an element of its own.
/// </summary>
public sealed class RealPagesSite : TestSite
{
    public const string Mark = "<aside data-edge-mark=\"5b0c\">here</aside>";

    private static readonly string[] Positions = ["before", "after", "prepend", "append"];

    internal IReadOnlyList<RealPage> Pages { get; private set; } = [];

    protected override Task PrepareAsync()
    {
        Pages = Path.Exists(TestData.PathOf("pages/readability")) ? RealPage.LoadAll() : [];
        Folder.Write("fragments/mark.hbs", Mark);
        Folder.WriteConfig(SiteConfig.Of(Origin.Address, $$"""
            "Fragments": { "Directory": "fragments" },
            "Slots": {
              {{string.Concat(Pages.Select(OwnSlot))}}
              "end": { "Path": "/slots/*", "Selector": "body", "Position": "append", "Choose": [{ "Fragment": "mark" }] }
            }
            """));
        for (var i = 0; i < Pages.Count; i++)
        {
            var bytes = Pages[i].Bytes;
            Origin.On($"/plain/{i}", exchange => exchange.AnswerAsync(bytes, "text/html", "Cache-Control: public, max-age=600"));
            Origin.On($"/slots/{i}", exchange => exchange.AnswerAsync(bytes, "text/html", "Cache-Control: public, max-age=600"));
        }

        return Task.CompletedTask;
    }

    private static string OwnSlot(RealPage page, int index) => page.Selector is not { } selector ? "" : $$"""
        "own-{{index}}": {
          "Path": "/slots/{{index}}", "Selector": "{{selector}}", "Position": "{{Positions[index % Positions.Length]}}",
          "Choose": [{ "Fragment": "mark" }]
        },
        """;
}
