using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary><c>health</c>: exit code 0 when a gateway is ready; for container health checks.</summary>
internal static class HealthCommand
{
    public static Command Create()
    {
        var command = new Command("health", "Ask whether a gateway is ready. Example: edge-gateway health --address http://127.0.0.1:9901")
        {
            AdminClient.AddressOption,
        };
        command.SetAction((arguments, cancellationToken) => AdminClient.GetAsync(arguments, "/readyz", cancellationToken));
        return command;
    }
}
