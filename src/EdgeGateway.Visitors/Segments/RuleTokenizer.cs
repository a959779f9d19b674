using System.Globalization;

namespace EdgeGateway.Visitors.Segments;

/// <summary>Cuts a rule into words. Texts stand in single quotes, a quote inside is doubled; names are lower case.</summary>
internal static class RuleTokenizer
{
    public const int MaxLength = 4096;
    private static readonly string[] Symbols = ["!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", "+", "-", "*", "/"];

    private static readonly (char Unit, double Ms)[] Units =
        [('s', 1000), ('m', 60_000), ('h', 3_600_000), ('d', 86_400_000), ('w', 7 * 86_400_000)];

    /// <summary>Reads all words and an end.</summary>
    /// <exception cref="RuleException">A character that begins nothing, an open quote, a bad number.</exception>
    public static List<RuleToken> Read(string rule)
    {
        if (rule.Length > MaxLength)
        {
            throw new RuleException(MaxLength, $"The rule has {rule.Length} characters, {MaxLength} are accepted.");
        }

        var tokens = new List<RuleToken>();
        for (var at = 0; at < rule.Length;)
        {
            if (char.IsWhiteSpace(rule[at]))
            {
                at++;
                continue;
            }

            var token = ReadOne(rule, at, out var length);
            tokens.Add(token);
            at += length;
        }

        tokens.Add(new RuleToken(RuleTokenKind.End, rule.Length + 1, "", 0));
        return tokens;
    }

    private static RuleToken ReadOne(string rule, int at, out int length)
    {
        if (rule[at] == '\'')
        {
            return ReadText(rule, at, out length);
        }

        if (char.IsAsciiDigit(rule[at]))
        {
            return ReadNumber(rule, at, out length);
        }

        if (char.IsAsciiLetter(rule[at]) || rule[at] == '_')
        {
            length = LengthWhile(rule, at, c => char.IsAsciiLetterOrDigit(c) || c == '_');
            return new RuleToken(RuleTokenKind.Name, at + 1, rule.Substring(at, length), 0);
        }

        var symbol = Array.Find(Symbols, s => string.CompareOrdinal(rule, at, s, 0, s.Length) == 0)
            ?? throw new RuleException(
                at + 1, $"The character '{rule[at]}' at column {at + 1} is not part of the rule language{HintFor(rule[at])}.");
        length = symbol.Length;
        return new RuleToken(RuleTokenKind.Symbol, at + 1, symbol, 0);
    }

    private static string HintFor(char c) => c switch
    {
        '"' => "; texts stand in single quotes",
        '&' => "; write 'and'",
        '|' => "; write 'or'",
        '!' => "; write 'not', or '!=' for unequal",
        _ => "",
    };

    private static RuleToken ReadText(string rule, int at, out int length)
    {
        for (var end = at + 1; end < rule.Length; end++)
        {
            if (rule[end] != '\'')
            {
                continue;
            }

            if (end + 1 < rule.Length && rule[end + 1] == '\'')
            {
                end++;
                continue;
            }

            length = end - at + 1;
            return new RuleToken(RuleTokenKind.Text, at + 1, rule[(at + 1)..end].Replace("''", "'", StringComparison.Ordinal), 0);
        }

        throw new RuleException(at + 1, $"The text that begins at column {at + 1} has no closing quote.");
    }

    private static RuleToken ReadNumber(string rule, int at, out int length)
    {
        var digits = LengthWhile(rule, at, c => char.IsAsciiDigit(c) || c == '.');
        length = digits + LengthWhile(rule, at + digits, char.IsAsciiLetterOrDigit);
        var word = rule.Substring(at, length);
        var unit = word[digits..];
        if (!double.TryParse(
            word.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            throw new RuleException(at + 1, $"'{word}' at column {at + 1} is not a number.");
        }

        if (unit.Length == 0)
        {
            return new RuleToken(RuleTokenKind.Number, at + 1, word, number);
        }

        var index = unit.Length == 1 ? Array.FindIndex(Units, u => u.Unit == unit[0]) : -1;
        return index >= 0
            ? new RuleToken(RuleTokenKind.Duration, at + 1, word, number * Units[index].Ms)
            : throw new RuleException(
                at + 1, $"The unit '{unit}' of '{word}' at column {at + 1} is unknown; accepted are s, m (minutes), h, d and w.");
    }

    private static int LengthWhile(string rule, int at, Func<char, bool> accept)
    {
        var end = at;
        while (end < rule.Length && accept(rule[end]))
        {
            end++;
        }

        return end - at;
    }
}
