using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary><c>purge</c>: removes or softens stored responses of a running gateway through its admin listener.</summary>
internal static class PurgeCommand
{
    private static readonly Option<string?> Url = new("--url") { Description = "All variants of one page, http and https alike: --url \"https://shop.test/product/1?color=red\"." };
    private static readonly Option<string?> Tag = new("--tag") { Description = "All entries with this surrogate key: --tag page." };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "All pages whose URL begins so: --prefix https://shop.test/product/." };
    private static readonly Option<string?> Host = new("--host") { Description = "All pages of a host: --host shop.test." };
    private static readonly Option<bool> All = new("--all") { Description = "Everything." };
    private static readonly Option<bool> Soft = new("--soft") { Description = "Mark stale instead of removing: pages are served while they are fetched anew." };

    public static Command Create()
    {
        var command = new Command(
            "purge", "Remove stored responses; prints what was hit, and 0 hits are no error. Example: edge-gateway purge --tag page --soft")
        {
            Url, Tag, Prefix, Host, All, Soft, AdminClient.AddressOption,
        };
        command.SetAction(InvokeAsync);
        return command;
    }

    private static Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        List<string> named =
        [
            .. new[] { Url, Tag, Prefix, Host }.Where(option => arguments.GetValue(option) is not null)
                .Select(option => $"{option.Name[2..]}={Uri.EscapeDataString(arguments.GetValue(option)!)}"),
            .. arguments.GetValue(All) ? ["all=true"] : Array.Empty<string>(),
        ];
        if (named.Count != 1)
        {
            Console.Error.WriteLine("Say what to purge with exactly one of --url, --tag, --prefix, --host or --all.");
            return Task.FromResult(ExitCodes.BadInput);
        }

        var soft = arguments.GetValue(Soft) ? "&soft=true" : "";
        return AdminClient.PostAsync(arguments, $"/api/cache/purge?{named[0]}{soft}", cancellationToken);
    }
}
