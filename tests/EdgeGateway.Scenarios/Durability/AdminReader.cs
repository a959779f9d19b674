using System.Globalization;
using System.Text.Json;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>Reads what the admin listener tells.</summary>
internal sealed class AdminReader(Uri admin) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = admin };

    /// <summary>Views of each of these items, and how many items are known at all.</summary>
    public async Task<(long Known, Dictionary<string, long> Views)> ReadViewsAsync(IEnumerable<string> items)
    {
        var views = new Dictionary<string, long>();
        var known = 0L;
        foreach (var some in items.Chunk(100))
        {
            using var answer = JsonDocument.Parse(await _client.GetStringAsync("/api/items?" + string.Join('&', some.Select(item => $"item={item}"))));
            known = answer.RootElement.GetProperty("known").GetInt64();
            foreach (var item in answer.RootElement.GetProperty("items").EnumerateArray())
            {
                views[item.GetProperty("item").GetString()!] = item.GetProperty("views").GetInt64();
            }
        }

        return (known, views);
    }

    /// <summary>Up to where the journal is applied.</summary>
    public async Task<long> ReadAppliedAddressAsync() =>
        long.Parse((await ReadFactsAsync("applied up to")).Single(), CultureInfo.InvariantCulture);

    public Task<string[]> ReadProblemsAsync() => ReadFactsAsync("recovery problem");

    public void Dispose() => _client.Dispose();

    private async Task<string[]> ReadFactsAsync(string name)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync("/api/status"));
        return [.. answer.RootElement.GetProperty("Visitors and events").EnumerateArray()
            .Where(fact => fact.GetProperty("name").GetString() == name)
            .Select(fact => fact.GetProperty("value").GetString()!)];
    }
}
