using EdgeGateway.DemoShop;
using EdgeGateway.DemoShop.Simulation;

if (args is ["simulate", ..])
{
    return SimulateCommand.Run(args.AsSpan(1), Console.Out, Console.Error);
}

try
{
    await ShopSite.Create(args).RunAsync();
    return 0;
}
catch (IOException failure)
{
    // The usual reason: another program has the port.
    await Console.Error.WriteLineAsync($"The shop cannot start: {failure.Message}");
    return 2;
}
