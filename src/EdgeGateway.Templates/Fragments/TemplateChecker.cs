using System.Collections.Frozen;

namespace EdgeGateway.Templates.Fragments;

/// <summary>
/// Accepts a template only when every value stands where its helper makes it harmless: text, a quoted attribute, a URL
/// attribute through the url helpers, JSON in a data script. Everything else is a problem with its line.
/// </summary>
internal sealed class TemplateChecker(TemplateSource template, ICollection<FragmentProblem> problems)
{
    private static readonly FrozenSet<string> UrlAttributes = new[]
    {
        "href", "src", "action", "formaction", "poster", "data", "cite", "background", "ping", "manifest", "longdesc",
        "xlink:href", "icon", "profile", "codebase", "classid", "usemap",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> RefusedAttributes =
        new[] { "style", "srcdoc", "srcset", "imagesrcset", "http-equiv", "content", "type", "is", "rel", "sandbox",
            "attributename" }
            .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> RefusedElements =
        new[] { "script", "style", "link", "meta", "base", "object", "embed", "iframe", "applet", "animate", "set", "use" }
            .ToFrozenSet(StringComparer.Ordinal);

    private readonly Stack<MarkupPlace> _blocks = new();

    /// <summary>True for an attribute whose value is an address.</summary>
    public static bool IsUrl(string attribute) => UrlAttributes.Contains(attribute);

    public void Check()
    {
        var places = new MarkupReader(template, problems).Read();
        for (var i = 0; i < places.Count; i++)
        {
            var mustache = template.Mustaches[i];
            switch (mustache.Kind)
            {
                case MustacheKind.Value:
                    CheckValue(mustache, places[i]);
                    break;
                case MustacheKind.Partial or MustacheKind.Cards:
                    Require(places[i].Kind == PlaceKind.Text, mustache,
                        $"'{mustache.Name}' is markup and can stand in text only.");
                    break;
                case MustacheKind.Comment:
                    break;
                default:
                    CheckBlock(mustache, places[i]);
                    break;
            }
        }
    }

    private void CheckBlock(Mustache mustache, MarkupPlace place)
    {
        if (mustache.Kind == MustacheKind.BlockStart)
        {
            Require(place.Kind != PlaceKind.UnquotedAttribute, mustache,
                "A block in an unquoted attribute is not accepted; use quotes.");
            _blocks.Push(place);
            return;
        }

        if (_blocks.TryPeek(out var start))
        {
            Require(start == place, mustache, "A block must begin and end in the same text, tag or attribute.");
        }

        if (mustache.Kind == MustacheKind.BlockEnd)
        {
            _blocks.TryPop(out _);
        }
    }

    private void CheckValue(Mustache value, MarkupPlace place)
    {
        var reason = place.Kind switch
        {
            PlaceKind.Text or PlaceKind.EscapableText => CheckText(value),
            PlaceKind.JsonScript => value.Helper == "json" ? null : "stands in a JSON script; write it with the json helper",
            PlaceKind.RawText =>
                $"stands in the text of '{place.Element}', which is accepted only in a script of type application/json",
            PlaceKind.Comment => "stands in a comment",
            PlaceKind.Tag => "stands in a tag outside a quoted attribute value",
            PlaceKind.UnquotedAttribute => $"stands in the unquoted attribute '{place.Attribute}'; put quotes around it",
            _ => CheckAttribute(value, place),
        };
        Require(reason is null, value, $"The value '{value.Name}' {reason}.");
    }

    private static string? CheckText(Mustache value) => value.Helper switch
    {
        "json" => "uses the json helper outside a script of type application/json",
        _ => null,
    };

    private string? CheckAttribute(Mustache value, MarkupPlace place)
    {
        if (place.Attribute.StartsWith("on", StringComparison.Ordinal))
        {
            return $"stands in the event handler '{place.Attribute}', which is never accepted";
        }

        if (RefusedElements.Contains(place.Element))
        {
            return $"stands in an attribute of '{place.Element}', which is never accepted";
        }

        if (RefusedAttributes.Contains(place.Attribute))
        {
            return $"stands in the attribute '{place.Attribute}', which is never accepted";
        }

        if (value.Helper == "json")
        {
            return "uses the json helper outside a script of type application/json";
        }

        if (!UrlAttributes.Contains(place.Attribute))
        {
            return null;
        }

        return value.Start == place.Owner
            ? CheckWholeUrl(value, place)
            : value.Helper == "urlpart"
                ? CheckUrlStart(place)
                : $"is a part of the URL attribute '{place.Attribute}'; write it with the urlpart helper";
    }

    private string? CheckWholeUrl(Mustache value, MarkupPlace place)
    {
        if (value.Helper != "url")
        {
            return $"stands in the URL attribute '{place.Attribute}'; write it with the url helper";
        }

        return value.End < template.Text.Length && template.Text[value.End] is '"' or '\''
            ? null
            : $"must be all of the URL attribute '{place.Attribute}' when it comes first";
    }

    /// <summary>A part is safe only after a literal start that fixes the scheme.</summary>
    private string? CheckUrlStart(MarkupPlace place)
    {
        var start = template.Text.AsSpan(place.Owner);
        return start.StartsWith("/") || start.StartsWith("?") || start.StartsWith("#") || start.StartsWith("./")
            || start.StartsWith("../")
            || start.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || start.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"is a part of the URL attribute '{place.Attribute}', which must begin with '/', './', '?', '#' or 'https://'";
    }

    private void Require(bool condition, Mustache mustache, string message)
    {
        if (!condition)
        {
            problems.Add(new FragmentProblem(template.File, mustache.Line, message));
        }
    }
}
