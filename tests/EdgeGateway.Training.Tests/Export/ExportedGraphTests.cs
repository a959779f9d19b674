using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeGateway.Inference;
using EdgeGateway.Training.Export;
using EdgeGateway.Training.ItemToItem;
using EdgeGateway.Training.Tests.Commands;

namespace EdgeGateway.Training.Tests.Export;

/// <summary>The exported graph against the C# reference and against the format's own checker.</summary>
public sealed class ExportedGraphTests
{
    private const int Items = 3000;
    private const int Width = 40;
    private const int Requests = 1000;

    // Fixed seeds: the inputs need not be unpredictable, only the same every time.
#pragma warning disable CA5394
    [RuntimeFact]
    public void RandomRequests_AgreeWithTheReference()
    {
        var random = new Random(7);
        var table = RandomTable(random);
        using var runtime = OnnxRuntime.TryLoad(null, out _)!;
        using var session = runtime.CreateSession(NextItemGraph.Create(table).Bytes);
        var reference = new TableScorer(table);
        var binding = session.Rent();
        var worst = 0f;
        for (var request = 0; request < Requests; request++)
        {
            var rows = MemoryMarshal.Cast<byte, long>(binding.Input(0));
            var weights = MemoryMarshal.Cast<byte, float>(binding.Input(1));
            var exclude = MemoryMarshal.Cast<byte, long>(binding.Input(2));
            Fill(random, rows, weights, exclude);

            binding.Run();
            reference.Score(rows, weights, exclude);

            var items = MemoryMarshal.Cast<byte, long>(binding.Output(0));
            var scores = MemoryMarshal.Cast<byte, float>(binding.Output(1));
            Assert.Equal(reference.Best(items.Length).Select(row => (long)row), items.ToArray());
            for (var i = 0; i < items.Length; i++)
            {
                worst = Math.Max(worst, Math.Abs(scores[i] - reference.Scores[(int)items[i]]));
            }
        }

        session.GiveBack(binding);
        Assert.InRange(worst, 0, 1e-4f);
    }

    [OnnxCheckerFact]
    public async Task ExportedFile_PassesTheFullCheckOfTheOnnxPackage()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["model.onnx"], NextItemGraph.Create(RandomTable(new Random(3))).Bytes);
        const string check = "import sys, onnx; m = onnx.load(sys.argv[1]); onnx.checker.check_model(m, full_check=True); "
            + "print(m.ir_version, m.opset_import[0].version)";

        using var python = Process.Start(
            new ProcessStartInfo(OnnxCheckerFactAttribute.Python, ["-c", check, folder["model.onnx"]])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var output = await python.StandardOutput.ReadToEndAsync();
        var errors = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();

        Assert.True(python.ExitCode == 0, errors);
        Assert.Equal("8 17", output.Trim());
    }

    [Fact]
    public void TablesThatDoNotFitIntoOneFile_AreRefused()
    {
        var refused = Assert.Throws<ExportException>(() => NextItemGraph.CheckSize(3_000_000, 100));

        Assert.Contains("one file holds at most", refused.Message, StringComparison.Ordinal);
    }

    private static ItemToItemTable RandomTable(Random random)
    {
        var neighbours = new int[(Items + 1) * Width];
        var weights = new float[neighbours.Length];
        var popularity = new float[Items + 1];
        for (var i = Width; i < neighbours.Length; i++)
        {
            neighbours[i] = random.Next(Items + 1);
            weights[i] = neighbours[i] == 0 ? 0 : random.NextSingle();
        }

        for (var row = 1; row <= Items; row++)
        {
            popularity[row] = ItemToItemTable.PopularityTrace * random.Next(20) / 20;
        }

        popularity[0] = ItemToItemTable.Never;
        return new ItemToItemTable(Items, Width, neighbours, weights, popularity);
    }

    private static void Fill(Random random, Span<long> rows, Span<float> weights, Span<long> exclude)
    {
        var length = random.Next(rows.Length + 1);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i < length ? random.Next(1, Items + 1) : 0;
            weights[i] = i < length ? random.NextSingle() : 0;
        }

        for (var i = 0; i < exclude.Length; i++)
        {
            exclude[i] = random.Next(4) == 0 ? random.Next(1, Items + 1) : 0;
        }
    }
#pragma warning restore CA5394
}
