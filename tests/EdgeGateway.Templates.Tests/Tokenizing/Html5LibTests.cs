using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeGateway.TestKit;
using Xunit.Abstractions;

namespace EdgeGateway.Templates.Tests.Tokenizing;

/// <summary>The public html5lib tokenizer suite. Skipped: inputs with lone surrogates, which no bytes can hold.</summary>
public sealed partial class Html5LibTests(ITestOutputHelper output)
{
    [DataFact("html5lib-tokenizer")]
    public void EveryCase_GivesTheTokensOfTheSpecification()
    {
        var failures = new List<string>();
        var passed = 0;
        var skipped = 0;
        foreach (var file in Directory.EnumerateFiles(TestData.PathOf("html5lib-tokenizer"), "*.test")
            .Order(StringComparer.Ordinal))
        {
            foreach (var test in JsonNode.Parse(File.ReadAllText(file))!["tests"]!.AsArray())
            {
                var isEscaped = (bool?)test!["doubleEscaped"] ?? false;
                var input = Unescape((string)test["input"]!, isEscaped);
                if (HasLoneSurrogate(input))
                {
                    skipped++;
                    continue;
                }

                var expected = JsonNode.Parse(
                    isEscaped ? Escape().Replace(test["output"]!.ToJsonString(), @"\u$1") : test["output"]!.ToJsonString());
                foreach (var state in test["initialStates"]?.AsArray().Select(s => (string)s!) ?? ["Data state"])
                {
                    var actual = SpecTokens.Read(Encoding.UTF8.GetBytes(input), state, (string?)test["lastStartTag"]);
                    if (JsonNode.DeepEquals(expected, actual))
                    {
                        passed++;
                    }
                    else
                    {
                        failures.Add($"{Path.GetFileName(file)} '{(string)test["description"]!}' in {state}:\n  input    {input}"
                            + $"\n  expected {expected!.ToJsonString()}\n  actual   {actual.ToJsonString()}");
                    }
                }
            }
        }

        output.WriteLine($"html5lib: {passed} passed, {failures.Count} failed, {skipped} skipped.");
        Assert.True(failures.Count == 0,
            $"{failures.Count} of {passed + failures.Count} failed:\n{string.Join("\n", failures.Take(20))}");
        Assert.True(passed >= 872, $"Only {passed} cases ran.");
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Unescape(string text, bool isEscaped) => isEscaped
        ? Escape().Replace(
            text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : text;

    [GeneratedRegex(@"\\+u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
