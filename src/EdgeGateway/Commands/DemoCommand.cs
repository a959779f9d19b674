using System.CommandLine;
using EdgeGateway.Demo;

namespace EdgeGateway.Commands;

/// <summary><c>demo</c>: the demo shop, or any site named by <c>--origin</c>, behind a gateway on this machine.</summary>
internal static class DemoCommand
{
    private static readonly Option<int> Port = PortOption("--port", "The site's port on 127.0.0.1.", 8080);
    private static readonly Option<int> AdminPort = PortOption("--admin-port", "The admin listener's port on 127.0.0.1.", 9901);
    private static readonly Option<int> ShopPort = PortOption("--shop-port", "The demo shop's own port on 127.0.0.1.", 5080);

    private static readonly Option<Uri?> Origin =
        HttpAddress.Optional("--origin", "Another site to put the gateway in front of, such as http://127.0.0.1:3000.");

    public static Command Create()
    {
        var command = new Command("demo", "Show the gateway at work. Example: edge-gateway demo --port 8080") { Port, AdminPort, ShopPort, Origin };
        command.SetAction(InvokeAsync);
        return command;
    }

    private static async Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var origin = arguments.GetValue(Origin);
        var site = new DemoSite(arguments.GetValue(Port), arguments.GetValue(AdminPort), arguments.GetValue(ShopPort), origin);
        return await site.RunAsync(cancellationToken);
    }

    private static Option<int> PortOption(string name, string description, int port)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => port };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
            {
                result.AddError($"The port '{result.GetValueOrDefault<int>()}' is not accepted; it must be from 1 to 65535.");
            }
        });
        return option;
    }
}
