using EdgeGateway.DemoShop.Simulation;

namespace EdgeGateway.DemoShop.Tests.Simulation;

public sealed class SimulateCommandTests
{
    [Fact]
    public void File_HasAHeaderAndOneLineForEachEvent()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var output = new StringWriter();

            var exit = SimulateCommand.Run(["--sessions", "20", "--seed", "3", "--out", path], output, TextWriter.Null);

            Assert.Equal(0, exit);
            var lines = File.ReadAllLines(path);
            Assert.Equal("session,item,timestamp,type", lines[0]);
            Assert.All(lines.Skip(1), line => Assert.Matches("^\\d+,[a-z]{3}-\\d{4},\\d{10},(view|cart|purchase)$", line));
            Assert.Contains($"Wrote {lines.Length - 1} events of 20 sessions", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("--sessions", "none",
        "The value 'none' of '--sessions' is not accepted: give a whole number from 1 to 10000000.")]
    [InlineData("--sessions", "0", "The value '0' of '--sessions' is not accepted: give a whole number from 1 to 10000000.")]
    [InlineData("--seed", "-1", "The value '-1' of '--seed' is not accepted: give a whole number of 0 or more.")]
    [InlineData("--sesions", "5", "The option '--sesions' is unknown: --sessions, --seed and --out are accepted.")]
    [InlineData("--seed", "1", "The option '--out' is missing: name the CSV file to write.")]
    public void BadArgument_IsNamed(string name, string value, string expected)
    {
        var errors = new StringWriter();

        var exit = SimulateCommand.Run([name, value], TextWriter.Null, errors);

        Assert.Equal(1, exit);
        Assert.StartsWith(expected, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatCannotBeWritten_IsNamed()
    {
        var errors = new StringWriter();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "missing", "events.csv");

        var exit = SimulateCommand.Run(["--sessions", "1", "--out", path], TextWriter.Null, errors);

        Assert.Equal(2, exit);
        Assert.StartsWith($"The file '{path}' cannot be written:", errors.ToString(), StringComparison.Ordinal);
    }
}
