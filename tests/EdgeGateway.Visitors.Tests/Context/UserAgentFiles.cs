using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGateway.TestKit;

namespace EdgeGateway.Visitors.Tests.Context;

/// <summary>User agents of the public fixtures.</summary>
internal static partial class UserAgentFiles
{
    public const string Bots = "user-agents/crawler-user-agents.json";

    public static List<string> ReadBots()
    {
        using var file = File.OpenRead(TestData.PathOf(Bots));
        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.EnumerateArray()
            .SelectMany(e => e.GetProperty("instances").EnumerateArray())
            .Select(e => e.GetString()!)];
    }

    public static List<string> ReadBrowsers(string name) =>
        [.. UserAgentLine().Matches(File.ReadAllText(TestData.PathOf("user-agents/" + name))).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("user_agent_string: *['\"](.*)['\"] *$", RegexOptions.Multiline)]
    private static partial Regex UserAgentLine();
}
