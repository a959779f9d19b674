using System.Text.Json;

namespace EdgeGateway.Replay;

/// <summary>What <c>GET /_edge/me</c> tells of a visitor.</summary>
/// <param name="Id">The visitor's id; empty when nothing is stored.</param>
/// <param name="Counts">Events by type.</param>
/// <param name="Events">Type and item, newest first.</param>
internal sealed record StoredVisitor(
    string Id, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<(string Type, string Item)> Events)
{
    public static StoredVisitor Parse(string json)
    {
        using var answer = JsonDocument.Parse(json);
        var profile = answer.RootElement.GetProperty("profile");
        if (profile.ValueKind == JsonValueKind.Null)
        {
            return new StoredVisitor("", new Dictionary<string, int>(), []);
        }

        return new StoredVisitor(
            profile.GetProperty("id").GetString()!,
            profile.GetProperty("counts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt32()),
            [.. answer.RootElement.GetProperty("events").EnumerateArray().Select(ReadEvent)]);
    }

    private static (string Type, string Item) ReadEvent(JsonElement item) =>
        (item.GetProperty("type").GetString()!, item.TryGetProperty("item", out var id) ? id.GetString()! : "");
}
