using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Inference.Models;

namespace EdgeGateway.Inference.Tests.Models;

/// <summary>Every way in which a model folder can be wrong, with the reason it is refused for.</summary>
public sealed class ModelRefusalTests : IDisposable
{
    private readonly ModelFolderFixture _models = new();

    public void Dispose() => _models.Dispose();

    [RuntimeTheory]
    [InlineData("manifest.json")]
    [InlineData("model.onnx")]
    [InlineData("golden.json")]
    [InlineData("items.txt")]
    public void MissingFile_IsNamed(string file)
    {
        var folder = _models.Write();
        File.Delete(Path.Combine(folder, file));

        Assert.StartsWith($"'{file}' is missing in", Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void AnyFlippedBit_IsCaughtBeforeTheNativeParser()
    {
        var folder = _models.Write();
        var path = Path.Combine(folder, "model.onnx");
        var good = File.ReadAllBytes(path);
        for (var bit = 0; bit < good.Length * 8; bit += 61)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, bad);

            Assert.StartsWith("'model.onnx' has SHA-256 '", Refusal(folder), StringComparison.Ordinal);
        }
    }

    [RuntimeFact]
    public void AnyFlippedByteWithAMatchingHash_IsRefusedOrTheSameModel()
    {
        var folder = _models.Write();
        var good = File.ReadAllBytes(Path.Combine(folder, "model.onnx"));
        var refused = 0;
        for (var at = 0; at < good.Length; at += 3)
        {
            var bad = (byte[])good.Clone();
            bad[at] ^= 0x41;
            ModelFolderFixture.Replace(folder, "model.onnx", bad);
            refused += TryLoad(folder) ? 0 : 1;
        }

        // Names of nodes and the last rows of tables may change without any effect on the golden cases.
        Assert.InRange(refused, good.Length / 3 / 2, good.Length / 3);
    }

    [RuntimeFact]
    public void ShorterFile_IsNamedWithBothLengths()
    {
        var folder = _models.Write();
        File.WriteAllText(Path.Combine(folder, "items.txt"), "a\n");

        Assert.Equal("'items.txt' has 2 bytes; the manifest says 13.", Refusal(folder));
    }

    [RuntimeFact]
    public void OversizeModel_IsRefusedUnread()
    {
        var folder = _models.Write();

        var refused = Assert.Throws<ModelRefusedException>(
            () => NextItemModel.Load(NativeRuntime.Required, folder, new ModelLimits(MaxModelBytes: 100)));

        Assert.Matches("^'model.onnx' has [0-9]+ bytes; at most 100 are accepted.$", refused.Message);
    }

    [RuntimeFact]
    public void OversizeManifest_IsRefusedUnread()
    {
        var folder = _models.Write();
        File.WriteAllBytes(Path.Combine(folder, "manifest.json"), new byte[(4 << 20) + 1]);

        Assert.Equal("'manifest.json' has 4194305 bytes; at most 4194304 are accepted.", Refusal(folder));
    }

    [RuntimeFact]
    public void Link_IsNotFollowed()
    {
        var folder = _models.Write();
        var outside = Path.Combine(_models.Root, "outside.txt");
        File.Move(Path.Combine(folder, "items.txt"), outside);
        File.CreateSymbolicLink(Path.Combine(folder, "items.txt"), outside);

        Assert.Equal("'items.txt' is a link; only regular files of the model folder are read.", Refusal(folder));
    }

    [RuntimeTheory]
    [InlineData(2)]
    [InlineData(0)]
    public void UnknownSchemaVersion_IsNamed(int version)
    {
        var folder = _models.Write();
        ModelFolderFixture.EditManifest(folder, json =>
        {
            json["schemaVersion"] = version;
            json["aMemberOfTheFuture"] = true;
        });

        Assert.Equal($"'manifest.json' has '{version}' in 'schemaVersion'; accepted is 1.", Refusal(folder));
    }

    [RuntimeTheory]
    [InlineData("{", "'manifest.json' is not JSON, line 1")]
    [InlineData("[]", "'manifest.json' has no 'schemaVersion'.")]
    [InlineData("{\"schemaVersion\":\"1\"}", "'manifest.json' has '1' in 'schemaVersion'; accepted is 1.")]
    [InlineData("{\"schemaVersion\":1}", "'manifest.json' is not valid")]
    public void BrokenManifest_IsRefused(string content, string reason)
    {
        var folder = _models.Write();
        File.WriteAllText(Path.Combine(folder, "manifest.json"), content);

        Assert.StartsWith(reason, Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void UnknownMember_IsNamed()
    {
        var folder = _models.Write();
        ModelFolderFixture.EditManifest(folder, json => json["inptus"] = 1);

        Assert.Contains("inptus", Refusal(folder), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> ManifestFaults => new()
    {
        { "task", "\"ranking\"", "'manifest.json' has 'ranking' in 'task'; accepted is next-item." },
        { "itemCount", "0", "'manifest.json' has '0' in 'itemCount'; accepted is 1 to 5000000." },
        { "itemCount", "7", "'items.txt' has 6 items; the manifest says 7." },
        { "vocabulary", "\"other.txt\"", "'manifest.json' lists no 'other.txt' in 'files'." },
        { "vocabulary", "\"../../etc/passwd\"", "'manifest.json' lists no '../../etc/passwd' in 'files'." },
        { "features", "[]", "'manifest.json' has no feature 'history.decay'." },
        { "features", "[{\"name\":\"mood\",\"default\":1}]", "'manifest.json' has feature 'mood' = '1'; accepted are" },
        { "features", "[{\"name\":\"history.decay\",\"default\":1.5}]", "'manifest.json' has feature 'history.decay' = '1.5'" },
        { "outputs", "[]", "'manifest.json' has '0' in 'outputs'; accepted is 1 to 64 entries." },
        { "inputs", "null", "'manifest.json' is not valid" },
    };

    [RuntimeTheory]
    [MemberData(nameof(ManifestFaults))]
    public void WrongManifestValue_IsNamed(string member, string value, string reason)
    {
        var folder = _models.Write();
        ModelFolderFixture.EditManifest(folder, json => json[member] = JsonNode.Parse(value));

        Assert.StartsWith(reason, Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeTheory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("C:\\x")]
    [InlineData(".hidden")]
    [InlineData("manifest.json")]
    public void ListedFileOutsideTheFolder_IsRefused(string name)
    {
        var folder = _models.Write();
        ModelFolderFixture.EditManifest(folder, json => json["files"]![name] = json["files"]!["items.txt"]!.DeepClone());

        Assert.Equal(
            $"'manifest.json' has '{name}' in 'files'; accepted is plain file names of the same folder.", Refusal(folder));
    }

    [RuntimeFact]
    public void GraphWithOtherShapeThanTheManifest_IsRefused()
    {
        var folder = _models.Write();
        ModelFolderFixture.EditManifest(folder, json => json["inputs"]![2]!["shape"] = new JsonArray(8));

        Assert.Contains("exclude int64 [3]'; the manifest says", Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void GraphWithOtherOutputName_IsRefused()
    {
        var folder = _models.Write(graph: new TinyGraph { FirstOutput = "ranking" });

        Assert.StartsWith("The graph has outputs 'ranking int64 [5]", Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void ModelThatGivesNaN_IsRefused()
    {
        var folder = _models.Write(graph: new TinyGraph { Scale = float.NaN });

        Assert.StartsWith("The model gives '", Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void GoldenNaN_IsRefused()
    {
        var folder = _models.Write();
        var golden = File.ReadAllText(Path.Combine(folder, "golden.json")).Replace("0.6", "\"NaN\"", StringComparison.Ordinal);
        ModelFolderFixture.Replace(folder, "golden.json", Encoding.UTF8.GetBytes(golden));

        Assert.StartsWith("'golden.json' is not valid at '$.cases[0].outputs", Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void OtherScores_AreRefusedWithBothNumbers()
    {
        var folder = _models.Write(graph: new TinyGraph { Scale = 1.01f });

        Assert.Matches("^The model gives '0.606.*' at 'scores\\[0\\]' of golden case 1; '0.6' was recorded.$", Refusal(folder));
    }

    [RuntimeFact]
    public void ScoresWithinTheTolerance_AreAccepted()
    {
        Assert.True(TryLoad(_models.Write(graph: new TinyGraph { Scale = 1.0001f })));
    }

    [RuntimeTheory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void ToleranceThatAcceptsNothingOrAnything_IsRefused(double tolerance)
    {
        var folder = _models.Write(golden: cases => cases with { Tolerance = tolerance });

        Assert.StartsWith("'golden.json' has '", Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void NoGoldenCase_IsRefused()
    {
        Assert.Equal(
            "'golden.json' has '0' cases; accepted are 1 to 1000.",
            Refusal(_models.Write(golden: cases => cases with { Cases = [] })));
    }

    [RuntimeTheory]
    [InlineData("a\nb\nc\nd\na\nf\n", "'items.txt' has item 'a' twice, in lines 1 and 5.")]
    [InlineData("a\nb\n\nd\ne\nf\n", "'items.txt' has an item of 0 characters in line 3")]
    public void BrokenVocabulary_IsRefused(string content, string reason)
    {
        var folder = _models.Write();
        ModelFolderFixture.Replace(folder, "items.txt", Encoding.UTF8.GetBytes(content));

        Assert.StartsWith(reason, Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void VocabularyThatIsNotUtf8_IsRefused()
    {
        var folder = _models.Write();
        ModelFolderFixture.Replace(folder, "items.txt", [(byte)'a', 0xC3, 0x28, (byte)'\n']);

        Assert.Equal("'items.txt' is not UTF-8.", Refusal(folder));
    }

    [RuntimeFact]
    public void BytesThatAreNoModel_AreRefused()
    {
        var folder = _models.Write();
        ModelFolderFixture.Replace(folder, "model.onnx", "not a model"u8.ToArray());

        Assert.StartsWith("'model.onnx' is refused: it is not a protobuf message.", Refusal(folder), StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void UnknownOperator_IsRefusedWithTheLibrarysReason()
    {
        var node = TinyGraph.Node("Teleport", ["k"], ["x"]);
        var folder = _models.Write(graph: new TinyGraph { AddToGraph = graph => graph.Message(1, node) });

        var reason = Refusal(folder);

        Assert.StartsWith("'model.onnx' is refused by ONNX Runtime: ", reason, StringComparison.Ordinal);
        Assert.Contains("Teleport", reason, StringComparison.Ordinal);
    }

    private static string Refusal(string folder) =>
        Assert.Throws<ModelRefusedException>(() => NextItemModel.Load(NativeRuntime.Required, folder).Dispose()).Message;

    private static bool TryLoad(string folder)
    {
        try
        {
            NextItemModel.Load(NativeRuntime.Required, folder).Dispose();
            return true;
        }
        catch (ModelRefusedException)
        {
            return false;
        }
    }
}
