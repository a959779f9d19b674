using System.CommandLine;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Commands;

/// <summary><c>erase VISITOR</c>: removes everything known of one visitor from a running gateway.</summary>
internal static class EraseCommand
{
    private static readonly Argument<string> Visitor = new("visitor") { Description = "The visitor's id: 32 hexadecimal digits." };

    public static Command Create()
    {
        var command = new Command("erase", "Erase a visitor. Example: edge-gateway erase 00112233445566778899aabbccddeeff")
        {
            Visitor, AdminClient.AddressOption,
        };
        command.SetAction(InvokeAsync);
        return command;
    }

    private static Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var text = arguments.GetRequiredValue(Visitor);
        if (!VisitorId.TryParse(text, out _))
        {
            Console.Error.WriteLine($"The visitor '{text}' is not accepted; it must be 32 hexadecimal digits.");
            return Task.FromResult(ExitCodes.BadInput);
        }

        return AdminClient.PostAsync(arguments, $"/api/erase?visitor={text}", cancellationToken);
    }
}
