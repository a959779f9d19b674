using System.Text;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.NextPage;

/// <summary>The small shop with a model that the train command made of a few hundred sessions: a's go with a's, b's with b's.</summary>
public sealed class ModelSite : PersonalSite
{
    private readonly string? _library;
    private readonly bool _spoil;

    public ModelSite()
    {
    }

    /// <param name="library">Where the gateway is told to look for the native library.</param>
    /// <param name="spoil">True to change one byte of the model after it was made.</param>
    internal ModelSite(string? library = null, bool spoil = false) => (_library, _spoil) = (library, spoil);

    protected override IReadOnlyDictionary<string, string>? Environment =>
        _library is null ? null : new Dictionary<string, string> { ["EDGE_ONNXRUNTIME"] = _library };

    protected override string Recommendations => ", \"Models\": \"models\"";

    protected override string RowChoices => """
        { "When": "count('view', 1d) > 2", "Recommend": { "Model": "tiny", "Count": 3, "Cache": "0s" }, "Fragment": "row", "Values": { "title": "For you" } },
        { "Recommend": { "List": "trending", "Count": 3 }, "Fragment": "row", "Values": { "title": "Popular" } }
        """;

    protected override async Task PrepareFilesAsync()
    {
        Folder.Write("sessions.csv", Sessions());
        var trained = await GatewayProgram.RunAsync(
            ["train", "--events", Folder.PathOf("sessions.csv"), "--out", Folder.PathOf("models/tiny"), "--validate", "0.1"]);
        Assert.True(trained.ExitCode == 0, trained.Text);
        if (_spoil)
        {
            var file = Folder.PathOf("models/tiny/1/model.onnx");
            var bytes = await File.ReadAllBytesAsync(file);
            bytes[^20] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }
    }

    private static string Sessions()
    {
        var random = new Random(7);
        var csv = new StringBuilder("session,item,timestamp,type\n");
        for (var session = 0; session < 300; session++)
        {
            var group = session % 2 == 0 ? 'a' : 'b';
            var time = 1_700_000_000 + (session * 1000);
            foreach (var number in Enumerable.Range(1, 6).OrderBy(_ => random.Next()).Take(5))
            {
                csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{session},{group}{number},{time += 20},view\n");
            }
        }

        return csv.ToString();
    }
}
