using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Directives;

/// <summary>The field names of <c>Vary</c>: lower case, sorted, each once.</summary>
internal readonly record struct VaryField(bool Any, bool Malformed, string[] Names)
{
    public static VaryField Read(IHeaderDictionary headers)
    {
        if (headers.Vary.Count == 0)
        {
            return new VaryField(false, false, []);
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        var reader = new DirectiveReader(headers.Vary, DirectiveSyntax.Plain);
        while (reader.MoveNext())
        {
            if (reader.HasValue)
            {
                return new VaryField(false, true, []);
            }

            names.Add(reader.Name.ToString().ToLowerInvariant());
        }

        return new VaryField(names.Contains("*"), reader.Malformed, [.. names]);
    }
}
