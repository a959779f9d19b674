using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Keys;

/// <summary>Walks the pairs of all lines of a Cookie field (RFC 6265 section 5.4). Allocates nothing.</summary>
internal ref struct CookiePairs(StringValues lines)
{
    private readonly StringValues _lines = lines;
    private ReadOnlySpan<char> _rest;
    private int _line;

    /// <summary>The name; the whole pair when it has no <c>=</c>.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>The value, quotes included; empty when there is none.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            if (_rest.Length == 0)
            {
                if (_line >= _lines.Count)
                {
                    return false;
                }

                _rest = _lines[_line++];
                continue;
            }

            var semicolon = _rest.IndexOf(';');
            var pair = (semicolon < 0 ? _rest : _rest[..semicolon]).Trim(" \t");
            _rest = semicolon < 0 ? default : _rest[(semicolon + 1)..];
            if (pair.Length > 0)
            {
                var equals = pair.IndexOf('=');
                Name = equals < 0 ? pair : pair[..equals].TrimEnd(" \t");
                Value = equals < 0 ? default : pair[(equals + 1)..].TrimStart(" \t");
                return true;
            }
        }
    }
}
