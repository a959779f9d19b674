using System.Text.RegularExpressions;

namespace EdgeGateway.Templates.Fragments;

/// <summary>
/// Finds the mustaches of a template and lets only the safe part of the Handlebars language through: values, the gateway's
/// helpers, if, unless, else, partials by literal name, comments.
/// </summary>
internal sealed partial class MustacheReader(string file, string text, ICollection<FragmentProblem> problems)
{
    private readonly List<Mustache> _mustaches = [];
    private readonly Stack<Mustache> _blocks = new();

    public IReadOnlyList<Mustache> Read()
    {
        for (var at = 0; (at = text.IndexOf("{{", at, StringComparison.Ordinal)) >= 0;)
        {
            var isLongComment = text.AsSpan(at + 2).TrimStart('~').StartsWith("!--");
            var end = text.IndexOf(isLongComment ? "--}}" : "}}", at, StringComparison.Ordinal);
            if (end < 0)
            {
                Problem(at, "The '{{' has no '}}'.");
                break;
            }

            end += isLongComment ? 4 : 2;
            ReadOne(at, end);
            at = end;
        }

        foreach (var block in _blocks)
        {
            problems.Add(new FragmentProblem(file, block.Line, $"The block '{block.Helper}' has no end."));
        }

        return _mustaches;
    }

    private void ReadOne(int start, int end)
    {
        var body = text[(start + 2)..(end - 2)];
        var inner = body.Trim('~').Trim();
        if (start > 0 && text[start - 1] == '\\')
        {
            Problem(start, "An escaped mustache is not supported; write '&#123;&#123;' for two braces.");
        }
        else if (inner.StartsWith('{') || inner.StartsWith('&'))
        {
            Problem(start, $"The value '{inner.Trim('{', '&', '}', ' ')}' would not be escaped; write it with two braces.");
        }
        else if (inner.StartsWith('!'))
        {
            Add(MustacheKind.Comment, start, end, string.Empty, string.Empty);
        }
        else if (inner.StartsWith('#'))
        {
            StartBlock(start, end, inner[1..].Trim());
        }
        else if (inner.StartsWith('/'))
        {
            EndBlock(start, end, inner[1..].Trim());
        }
        else if (inner is "else" or "^")
        {
            Require(_blocks.Count > 0, start, "The 'else' is outside any block.");
            Add(MustacheKind.Else, start, end, "else", string.Empty);
        }
        else if (inner.StartsWith('>'))
        {
            ReadPartial(start, end, inner[1..].Trim());
        }
        else
        {
            ReadValue(start, end, inner);
        }
    }

    private void StartBlock(int start, int end, string inner)
    {
        var match = Block().Match(inner);
        if (!match.Success)
        {
            Problem(start, $"The block '{inner}' is not supported; '#if name' and '#unless name' are accepted.");
        }

        _blocks.Push(
            Add(MustacheKind.BlockStart, start, end, match.Success ? match.Groups[1].Value : inner.Split(' ')[0],
                match.Groups[2].Value));
    }

    private void EndBlock(int start, int end, string word)
    {
        Add(MustacheKind.BlockEnd, start, end, word, string.Empty);
        if (!_blocks.TryPop(out var block) || block.Helper != word)
        {
            Problem(start, $"The end '{word}' closes no block of that name.");
        }
    }

    private void ReadPartial(int start, int end, string name)
    {
        Require(Name().IsMatch(name), start,
            $"The partial '{name}' is not accepted; write the name of a file without extension.");
        Add(MustacheKind.Partial, start, end, string.Empty, name);
    }

    private void ReadValue(int start, int end, string inner)
    {
        if (CardsCall().Match(inner) is { Success: true } cards)
        {
            Require(_blocks.Count == 0, start, "The cards are inside a block; they must always have a place.");
            Require(!_mustaches.Exists(m => m.Kind == MustacheKind.Cards), start, "A template shows cards once only.");
            Add(MustacheKind.Cards, start, end, "cards", cards.Groups[1].Value);
            return;
        }

        var words = inner.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1)
        {
            Require(Name().IsMatch(inner), start, $"The expression '{inner}' is not supported; write the name of a value.");
            Require(!FragmentHelpers.IsHelper(inner), start, $"The helper '{inner}' needs the name of a value, such as '{{{{{inner} {inner}}}}}' for the value of the same name.");
            Add(MustacheKind.Value, start, end, string.Empty, inner);
            return;
        }

        var call = HelperCall().Match(inner);
        if (!call.Success || !FragmentHelpers.IsHelper(call.Groups[1].Value) || call.Groups[1].Value == "cards")
        {
            Problem(start, $"The expression '{inner}' is not supported; a value, {FragmentHelpers.Accepted} are accepted.");
            return;
        }

        Add(MustacheKind.Value, start, end, call.Groups[1].Value, call.Groups[2].Value);
    }

    private Mustache Add(MustacheKind kind, int start, int end, string helper, string name)
    {
        var mustache = new Mustache(kind, start, end, LineAt(start), helper, name);
        _mustaches.Add(mustache);
        return mustache;
    }

    private void Require(bool condition, int at, string message)
    {
        if (!condition)
        {
            Problem(at, message);
        }
    }

    private void Problem(int at, string message) => problems.Add(new FragmentProblem(file, LineAt(at), message));

    private int LineAt(int position) => 1 + text.AsSpan(0, position).Count('\n');

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(if|unless)\s+([A-Za-z_][A-Za-z0-9_-]*)\z")]
    private static partial Regex Block();

    [GeneratedRegex("""^cards\s+["']([A-Za-z0-9_-]+)["']\z""")]
    private static partial Regex CardsCall();

    [GeneratedRegex("""^([a-z]+)\s+([A-Za-z_][A-Za-z0-9_-]*)(\s+[a-z]+=("[^"]*"|[0-9]+))*\z""")]
    private static partial Regex HelperCall();
}
