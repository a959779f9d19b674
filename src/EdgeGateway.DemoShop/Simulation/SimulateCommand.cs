using System.Globalization;
using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Simulation;

/// <summary>
/// Writes the events of made-up visitors as CSV: <c>session,item,timestamp,type</c>, timestamps in Unix seconds.
/// </summary>
internal static class SimulateCommand
{
    /// <summary>0 done, 1 bad arguments, 2 the file cannot be written.</summary>
    public static int Run(ReadOnlySpan<string> args, TextWriter output, TextWriter errors)
    {
        if (SimulateOptions.Parse(args, out var problem) is not { } options)
        {
            errors.WriteLine(problem);
            errors.WriteLine(SimulateOptions.Usage);
            return 1;
        }

        try
        {
            using var file = new StreamWriter(options.Out) { NewLine = "\n" };
            var events = Write(options, file);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture, $"Wrote {events} events of {options.Sessions} sessions to '{options.Out}'."));
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"The file '{options.Out}' cannot be written: {failure.Message}");
            return 2;
        }
    }

    /// <summary>Writes header and events; returns how many events.</summary>
    public static int Write(SimulateOptions options, TextWriter file)
    {
        var count = 0;
        file.WriteLine("session,item,timestamp,type");
        foreach (var simulated in new VisitorSimulator(ShopCatalogue.Create(), options.Seed).Simulate(options.Sessions))
        {
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{simulated.Session},{simulated.Sku},{simulated.Time},{simulated.Type}"));
            count++;
        }

        return count;
    }
}
