using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary><c>purge</c>: removes or softens stored responses of a running gateway through its admin listener.</summary>
internal static class PurgeCommand
{
    private const string Examples = """
        Remove stored responses. Example: edge-gateway purge --tag page --soft
          edge-gateway purge --url "https://shop.test/product/1?color=red"   all variants of one page, http and https
          edge-gateway purge --prefix https://shop.test/product/             all pages below
          edge-gateway purge --host shop.test                                all pages of a host
          edge-gateway purge --all --soft                                    everything is fetched anew, and served meanwhile
        Prints what was hit as JSON. Exit codes: 0 done, also when nothing was stored; 1 bad input; 2 no gateway answers.
        """;

    private static readonly Option<string?> Url = new("--url") { Description = "One page: http://host/path?query." };
    private static readonly Option<string?> Tag = new("--tag") { Description = "All entries with this surrogate key." };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "All pages whose URL begins so: http://host/path." };
    private static readonly Option<string?> Host = new("--host") { Description = "All pages of a host." };
    private static readonly Option<bool> All = new("--all") { Description = "Everything." };
    private static readonly Option<bool> Soft = new("--soft") { Description = "Mark stale instead of removing: stale windows still apply." };

    public static Command Create()
    {
        var command = new Command("purge", Examples) { Url, Tag, Prefix, Host, All, Soft, AdminClient.AddressOption };
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
