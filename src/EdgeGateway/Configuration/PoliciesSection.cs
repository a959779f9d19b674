using EdgeGateway.Caching;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Cache:Policies</c>: named policies, each over the one that it extends, at last over the built-in <c>default</c>.</summary>
internal sealed class PoliciesSection
{
    private const string Default = "default";

    private readonly Dictionary<string, ConfigNode> _nodes;
    private readonly Dictionary<string, CachePolicy> _done = new(StringComparer.Ordinal);
    private readonly string? _countryHeader;

    private PoliciesSection(ConfigNode section, string? countryHeader)
    {
        _nodes = section.Members().ToDictionary(member => member.Name, member => member.Node, StringComparer.Ordinal);
        RefuseNames(section);
        _countryHeader = countryHeader;
    }

    public static IReadOnlyDictionary<string, CachePolicy> Read(ConfigNode section, string? countryHeader)
    {
        var policies = new PoliciesSection(section, countryHeader);
        foreach (var name in policies._nodes.Keys)
        {
            policies.Resolve(name, []);
        }

        policies._done.TryAdd(Default, CachePolicy.Default);
        return policies._done;
    }

    // Metadata of routes, metrics and people tell names apart by more than case.
    private void RefuseNames(ConfigNode section)
    {
        foreach (var name in _nodes.Keys)
        {
            if (name.Length == 0)
            {
                section.Problem(name, "A policy has the name ''; accepted is at least one character.");
            }
            else if (_nodes.Keys.FirstOrDefault(other => other != name && other.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } twin
                && string.CompareOrdinal(name, twin) > 0)
            {
                section.Problem(name, $"The policies '{twin}' and '{name}' differ only in case; give one of them another name.");
            }
        }
    }

    private CachePolicy Resolve(string name, List<string> path)
    {
        if (_done.TryGetValue(name, out var known))
        {
            return known;
        }

        path.Add(name);
        return _done[name] = PolicyReader.Read(name, _nodes[name], ParentOf(name, _nodes[name], path), _countryHeader);
    }

    private CachePolicy ParentOf(string name, ConfigNode node, List<string> path)
    {
        if (node.Text("Extends") is not { } extends || (extends == Default && !_nodes.ContainsKey(Default)))
        {
            return CachePolicy.Default;
        }

        if (!_nodes.ContainsKey(extends))
        {
            node.Problem("Extends", $"The policy '{extends}' does not exist; accepted are {string.Join(", ", _nodes.Keys.Append(Default).Distinct())}."
                + NearMiss.Hint(extends, _nodes.Keys));
            return CachePolicy.Default;
        }

        if (path.Contains(extends))
        {
            node.Problem("Extends", $"The policy '{name}' extends itself by way of {string.Join(" -> ", path.SkipWhile(step => step != extends))} -> {extends}; a chain must end at 'default'.");
            return CachePolicy.Default;
        }

        return Resolve(extends, path);
    }
}
