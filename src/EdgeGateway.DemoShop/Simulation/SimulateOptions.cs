using System.Globalization;

namespace EdgeGateway.DemoShop.Simulation;

/// <summary>What <c>simulate</c> was asked for.</summary>
/// <param name="Sessions">How many visits, 1 to 10,000,000.</param>
/// <param name="Seed">The same seed gives the same file.</param>
/// <param name="Out">The CSV file to write.</param>
internal sealed record SimulateOptions(int Sessions, ulong Seed, string Out)
{
    public const string Usage = "Usage: EdgeGateway.DemoShop simulate --sessions 40000 --seed 7 --out FILE.csv";

    /// <summary>Reads the arguments, or says in one sentence what is wrong with them.</summary>
    public static SimulateOptions? Parse(ReadOnlySpan<string> args, out string problem)
    {
        var options = new SimulateOptions(40_000, 7, "");
        problem = "";
        for (var i = 0; i < args.Length && problem.Length == 0; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            (options, problem) = options.With(args[i], value);
        }

        if (problem.Length == 0 && options.Out.Length == 0)
        {
            problem = "The option '--out' is missing: name the CSV file to write.";
        }

        return problem.Length == 0 ? options : null;
    }

    private (SimulateOptions Options, string Problem) With(string name, string value)
    {
        switch (name)
        {
            case "--sessions":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var sessions)
                    && sessions is >= 1 and <= 10_000_000
                    ? (this with { Sessions = sessions }, "")
                    : (this, $"The value '{value}' of '--sessions' is not accepted: give a whole number from 1 to 10000000.");
            case "--seed":
                return ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                    ? (this with { Seed = seed }, "")
                    : (this, $"The value '{value}' of '--seed' is not accepted: give a whole number of 0 or more.");
            case "--out":
                return (this with { Out = value },
                    value.Length > 0 ? "" : "The option '--out' has no value: name the CSV file to write.");
            default:
                return (this, $"The option '{name}' is unknown: --sessions, --seed and --out are accepted.");
        }
    }
}
