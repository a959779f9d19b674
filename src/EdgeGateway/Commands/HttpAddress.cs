using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdgeGateway.Commands;

/// <summary>Options that take an http or https address: the parser itself knows no addresses.</summary>
internal static class HttpAddress
{
    public static Option<Uri> Option(string name, string description, string otherwise) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => new Uri(otherwise),
        CustomParser = result => Parse(name, result)!,
    };

    public static Option<Uri?> Optional(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Parse(name, result),
    };

    private static Uri? Parse(string name, ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        result.AddError($"The address '{text}' of {name} is not accepted; it must be an absolute http or https address.");
        return null;
    }
}
