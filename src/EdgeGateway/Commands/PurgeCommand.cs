using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary><c>purge</c>: removes or softens stored responses of a running gateway through its admin listener.</summary>
internal static class PurgeCommand
{
    private static readonly Option<string?> Url = new("--url") { Description = "One page: http://host/path?query." };
    private static readonly Option<string?> Tag = new("--tag") { Description = "All entries with this surrogate key." };
    private static readonly Option<bool> All = new("--all") { Description = "Everything." };
    private static readonly Option<bool> Soft = new("--soft") { Description = "Mark stale instead of removing: stale windows still apply." };

    public static Command Create()
    {
        var command = new Command("purge", "Remove stored responses. Example: edge-gateway purge --tag page --soft")
        {
            Url, Tag, All, Soft, AdminClient.AddressOption,
        };
        command.SetAction(InvokeAsync);
        return command;
    }

    private static Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (url, tag, all) = (arguments.GetValue(Url), arguments.GetValue(Tag), arguments.GetValue(All));
        if ((url is null ? 0 : 1) + (tag is null ? 0 : 1) + (all ? 1 : 0) != 1)
        {
            Console.Error.WriteLine("Say what to purge with exactly one of --url, --tag or --all.");
            return Task.FromResult(ExitCodes.BadInput);
        }

        var what = url is not null ? $"url={Uri.EscapeDataString(url)}" : tag is not null ? $"tag={Uri.EscapeDataString(tag)}" : "all=true";
        return AdminClient.PostAsync(arguments, $"/api/purge?{what}&soft={(arguments.GetValue(Soft) ? "true" : "false")}", cancellationToken);
    }
}
