using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Html;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Tests.Tokenizing;

/// <summary>
/// Turns the byte tokenizer's ranges into the tokens of the html5lib format. What our tokenizer leaves to others is done
/// here: line breaks, NUL, character references, lower case, duplicate attributes.
/// </summary>
internal static partial class SpecTokens
{
    public static JsonArray Read(byte[] html, string state, string? lastStartTag)
    {
        var tokenizer = new HtmlTokenizer(html, new AttributeList());
        var mode = Mode(state);
        tokenizer.SwitchTo(mode, Encoding.ASCII.GetBytes(lastStartTag ?? string.Empty));
        tokenizer.AllowCData = mode == TextMode.CData;
        var tokens = new JsonArray();
        while (tokenizer.Read())
        {
            var content = Encoding.UTF8.GetString(tokenizer.Content.In(html));
            switch (tokenizer.Kind)
            {
                case TokenKind.Text:
                    AddText(tokens, Text(content, mode));
                    mode = mode == TextMode.PlainText ? mode : TextMode.Data;
                    break;
                case TokenKind.StartTag:
                    tokens.Add(StartTag(tokenizer, content));
                    break;
                case TokenKind.EndTag:
                    tokens.Add(new JsonArray("EndTag", Lower(Plain(content))));
                    mode = TextMode.Data;
                    break;
                case TokenKind.Comment:
                    tokens.Add(new JsonArray("Comment", Plain(content)));
                    break;
                case TokenKind.Doctype:
                    tokens.Add(DoctypeToken(tokenizer));
                    break;
                default:
                    break;
            }
        }

        return tokens;
    }

    private static TextMode Mode(string state) => state switch
    {
        "Data state" => TextMode.Data,
        "PLAINTEXT state" => TextMode.PlainText,
        "RCDATA state" => TextMode.Rcdata,
        "RAWTEXT state" => TextMode.RawText,
        "Script data state" => TextMode.Script,
        "CDATA section state" => TextMode.CData,
        _ => throw new ArgumentException($"The state '{state}' is unknown."),
    };

    private static void AddText(JsonArray tokens, string text)
    {
        if (tokens.Count > 0 && tokens[^1] is JsonArray last && (string?)last[0] == "Character")
        {
            last[1] = (string?)last[1] + text;
        }
        else if (text.Length > 0)
        {
            tokens.Add(new JsonArray("Character", text));
        }
    }

    private static string Text(string content, TextMode mode) => mode switch
    {
        TextMode.Data => References(Lines(content), inAttribute: false),
        TextMode.Rcdata => References(Plain(content), inAttribute: false),
        TextMode.CData => Lines(content),
        _ => Plain(content),
    };

    private static JsonArray StartTag(in HtmlTokenizer tokenizer, string name)
    {
        var attributes = new JsonObject();
        foreach (var attribute in tokenizer.Attributes.Items)
        {
            var key = Lower(Plain(Encoding.UTF8.GetString(attribute.Name.In(tokenizer.Html))));
            if (!attributes.ContainsKey(key))
            {
                attributes[key] = References(
                    Plain(Encoding.UTF8.GetString(attribute.Value.In(tokenizer.Html))), inAttribute: true);
            }
        }

        var token = new JsonArray("StartTag", Lower(Plain(name)), attributes);
        if (tokenizer.IsSelfClosing)
        {
            token.Add(true);
        }

        return token;
    }

    private static JsonArray DoctypeToken(in HtmlTokenizer tokenizer)
    {
        var text = tokenizer.Content.In(tokenizer.Html);
        var doctype = Doctype.Read(text, tokenizer.Range.End > tokenizer.Content.End);
        return new JsonArray(
            "DOCTYPE",
            doctype.Name.IsEmpty ? null : Lower(Plain(Encoding.UTF8.GetString(doctype.Name.In(text)))),
            doctype.PublicId is { } publicId ? Plain(Encoding.UTF8.GetString(publicId.In(text))) : null,
            doctype.SystemId is { } systemId ? Plain(Encoding.UTF8.GetString(systemId.In(text))) : null,
            !doctype.ForceQuirks);
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static string Plain(string text) => Lines(text).Replace('\0', '\uFFFD');

    private static string Lower(string text) => UpperCase().Replace(text, static m => m.Value.ToLowerInvariant());

    /// <summary>WHATWG HTML 13.2.5.72 to 13.2.5.80, with AngleSharp's table of names.</summary>
    private static string References(string text, bool inAttribute) => Reference().Replace(text, match =>
    {
        if (match.Groups["name"] is { Success: true } name)
        {
            return Named(text, match, name.Value, inAttribute);
        }

        var digits = match.Groups["hex"] is { Success: true } hex ? hex.Value : match.Groups["dec"].Value;
        var number = digits.Aggregate(0L, (sum, digit) =>
            Math.Min(0x110000, (sum * (match.Groups["hex"].Success ? 16 : 10)) + Convert.ToInt32(digit.ToString(), 16)));
        return Numeric((int)number);
    });

    private static string Named(string text, Match match, string name, bool inAttribute)
    {
        for (var length = name.Length; length > 0; length--)
        {
            if (HtmlEntityProvider.Resolver.GetSymbol(name[..length]) is not { } symbol)
            {
                continue;
            }

            var after = match.Index + 1 + length;
            var next = after < text.Length ? text[after] : '\0';
            var isLegacyInAttribute = inAttribute && name[length - 1] != ';' && (next == '=' || char.IsAsciiLetterOrDigit(next));
            return isLegacyInAttribute ? match.Value : symbol + name[length..];
        }

        return match.Value;
    }

    private static string Numeric(int code)
    {
        if (code is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            return "\uFFFD";
        }

        // Codes 0x80 to 0x9F mean windows-1252; the five it leaves undefined stay as they are.
        var mapped = code is >= 0x80 and <= 0x9F
            ? CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([(byte)code])
            : char.ConvertFromUtf32(code);
        return mapped;
    }

    [GeneratedRegex("[A-Z]+")]
    private static partial Regex UpperCase();

    [GeneratedRegex("&(?:#[xX](?<hex>[0-9a-fA-F]+);?|#(?<dec>[0-9]+);?|(?<name>[0-9a-zA-Z]+;?))")]
    private static partial Regex Reference();
}
