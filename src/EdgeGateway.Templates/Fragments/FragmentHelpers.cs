using System.Globalization;
using System.Text.Json;
using HandlebarsDotNet;

namespace EdgeGateway.Templates.Fragments;

/// <summary>The helpers that templates may use.</summary>
internal static class FragmentHelpers
{
    /// <summary>For problem messages.</summary>
    public const string Accepted = "url, urlpart, json, number, price with the name of a value, and cards \"template\"";

    public static bool IsHelper(string name) => name is "url" or "urlpart" or "json" or "number" or "price" or "cards";

    public static void Register(IHandlebars handlebars)
    {
        handlebars.RegisterHelper("url", static (output, _, arguments) => output.Write(SafeUrl.Whole(Text(arguments))));
        handlebars.RegisterHelper("urlpart", static (output, _, arguments) => output.Write(SafeUrl.Part(Text(arguments))));
        handlebars.RegisterHelper(
            "json", static (output, _, arguments) => output.WriteSafeString(JsonSerializer.Serialize(Text(arguments))));
        handlebars.RegisterHelper("number", static (output, _, arguments) => output.Write(Number(arguments, -1)));
        handlebars.RegisterHelper("price", static (output, _, arguments) => output.Write(Number(arguments, 2)));
        handlebars.RegisterHelper("cards", static (output, _, _) => output.WriteSafeString(MarkupEncoder.CardsMark.ToString()));
    }

    private static string Text(Arguments arguments) => arguments[0] as string ?? string.Empty;

    private static string Number(Arguments arguments, int digits)
    {
        var hash = arguments.Hash;
        var wanted = Option(hash, "digits", string.Empty);
        return NumberText.Format(
            Text(arguments),
            int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : digits,
            Option(hash, "point", "."),
            Option(hash, "group", ","));
    }

    private static string Option(IReadOnlyDictionary<string, object?>? hash, string name, string otherwise) =>
        hash is not null && hash.TryGetValue(name, out var value) && value is not null
            ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? otherwise
            : otherwise;
}
