using EdgeGateway.DemoShop;
using EdgeGateway.DemoShop.Simulation;

if (args is ["simulate", ..])
{
    return SimulateCommand.Run(args.AsSpan(1), Console.Out, Console.Error);
}

await ShopSite.Create(args).RunAsync();
return 0;
