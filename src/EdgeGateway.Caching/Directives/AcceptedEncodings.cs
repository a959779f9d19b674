using System.Globalization;
using EdgeGateway.Caching.Encodings;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>
/// What a client says in Accept-Encoding (RFC 9110 section 12.5.3), as weights in thousandths. Reading it allocates nothing and
/// what browsers send is recognised whole. A client that says nothing takes any coding by the letter; we give it identity.
/// </summary>
public readonly struct AcceptedEncodings
{
    /// <summary>A field with more elements is no browser's; its sender gets identity.</summary>
    private const int MaxElements = 256;

    private const int MaxWeight = 1000;
    private const int Unnamed = -1;

    /// <summary>Identity that nobody named is acceptable and wanted less than all that is named.</summary>
    private const int Implied = 1;

    private static readonly AcceptedEncodings IdentityOnly = new(Implied, 0, 0, 0);
    private static readonly AcceptedEncodings GzipAndDeflate = new(Implied, MaxWeight, 0, MaxWeight);
    private static readonly AcceptedEncodings Browser = new(Implied, MaxWeight, MaxWeight, MaxWeight);

    private readonly short _identity;
    private readonly short _gzip;
    private readonly short _brotli;
    private readonly short _deflate;

    private AcceptedEncodings(int identity, int gzip, int brotli, int deflate)
    {
        _identity = (short)identity;
        _gzip = (short)gzip;
        _brotli = (short)brotli;
        _deflate = (short)deflate;
    }

    /// <summary>Reads all lines of a request's Accept-Encoding field.</summary>
    public static AcceptedEncodings Read(StringValues field) => field switch
    {
        [] => IdentityOnly,
        ["gzip, deflate, br, zstd"] or ["gzip, deflate, br"] => Browser,
        ["gzip, deflate"] => GzipAndDeflate,
        _ => Parse(field),
    };

    /// <summary>Whether the client takes a coding.</summary>
    public bool Accepts(ContentCoding coding) => WeightOf(coding) > 0;

    /// <summary>
    /// The form to send when identity is there, and gzip and brotli perhaps: the one with the highest weight; at equal weights
    /// brotli before gzip before identity. When the client takes none of them it gets identity: a server may disregard the
    /// field rather than answer 406 (RFC 9110 section 12.4.1).
    /// </summary>
    public ContentCoding Choose(bool gzip, bool brotli)
    {
        var (best, weight) = (ContentCoding.Identity, _identity);
        if (gzip && _gzip > 0 && _gzip >= weight)
        {
            (best, weight) = (ContentCoding.Gzip, _gzip);
        }

        return brotli && _brotli > 0 && _brotli >= weight ? ContentCoding.Brotli : best;
    }

    /// <summary>
    /// Whether a client takes a body with this Content-Encoding field, of codings we may not know, stacked or not. A coding that
    /// nobody registered is nothing to agree about: an origin that sends it sends it to all.
    /// </summary>
    internal static bool Accepts(StringValues acceptEncoding, string contentEncoding)
    {
        foreach (var range in contentEncoding.AsSpan().Split(','))
        {
            var coding = contentEncoding.AsSpan(range).Trim(" \t");
            if (ContentCodingText.Find(coding) == ContentCoding.Identity)
            {
                continue;
            }

            var weight = NamedWeight(acceptEncoding, coding);
            if (weight == 0 || (weight == Unnamed && ContentCodingText.IsRegistered(coding)))
            {
                return false;
            }
        }

        return true;
    }

    private static int NamedWeight(StringValues field, ReadOnlySpan<char> coding)
    {
        var known = ContentCodingText.Find(coding);
        var (named, any) = (Unnamed, Unnamed);
        var elements = new Elements(field);
        while (elements.MoveNext())
        {
            if (elements.Name is "*")
            {
                any = Lower(any, elements.Weight);
            }
            else if (elements.Name.Equals(coding, StringComparison.OrdinalIgnoreCase)
                || (known is not null && ContentCodingText.Find(elements.Name) == known))
            {
                named = Lower(named, elements.Weight);
            }
        }

        return named != Unnamed ? named : any;
    }

    private static AcceptedEncodings Parse(StringValues field)
    {
        Span<int> named = [Unnamed, Unnamed, Unnamed, Unnamed];
        var any = Unnamed;
        var elements = new Elements(field);
        for (var count = 0; elements.MoveNext(); count++)
        {
            if (count == MaxElements)
            {
                return IdentityOnly;
            }

            if (elements.Name is "*")
            {
                any = Lower(any, elements.Weight);
            }
            else if (ContentCodingText.Find(elements.Name) is { } coding)
            {
                named[(int)coding] = Lower(named[(int)coding], elements.Weight);
            }
        }

        var others = Math.Max(any, 0);
        return new AcceptedEncodings(
            Or(named[(int)ContentCoding.Identity], any == 0 ? 0 : Implied),
            Or(named[(int)ContentCoding.Gzip], others),
            Or(named[(int)ContentCoding.Brotli], others),
            Or(named[(int)ContentCoding.Deflate], others));
    }

    /// <summary>Of two weights for one name the lower: who refuses a coding once does not get it.</summary>
    private static int Lower(int earlier, int weight) => earlier == Unnamed ? weight : Math.Min(earlier, weight);

    private static int Or(int named, int otherwise) => named == Unnamed ? otherwise : named;

    private int WeightOf(ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => _gzip,
        ContentCoding.Brotli => _brotli,
        ContentCoding.Deflate => _deflate,
        _ => _identity,
    };

    /// <summary>Walks <c>coding [ ";q=" weight ]</c> over all lines. A weight that cannot be understood is 0.</summary>
    private ref struct Elements(StringValues lines)
    {
        private const int LongestWeight = 32;

        private readonly StringValues _lines = lines;
        private ReadOnlySpan<char> _rest;
        private int _line;

        public ReadOnlySpan<char> Name { get; private set; }

        public int Weight { get; private set; }

        public bool MoveNext()
        {
            while ((_rest = _rest.TrimStart(" \t,")).Length == 0)
            {
                if (_line == _lines.Count)
                {
                    return false;
                }

                _rest = _lines[_line++];
            }

            var comma = _rest.IndexOf(',');
            Read(comma < 0 ? _rest : _rest[..comma]);
            _rest = comma < 0 ? default : _rest[comma..];
            return true;
        }

        private void Read(ReadOnlySpan<char> element)
        {
            var semicolon = element.IndexOf(';');
            Name = (semicolon < 0 ? element : element[..semicolon]).Trim(" \t");
            Weight = MaxWeight;
            if (semicolon < 0)
            {
                return;
            }

            var parameters = element[(semicolon + 1)..];
            foreach (var range in parameters.Split(';'))
            {
                var parameter = parameters[range];
                var equals = parameter.IndexOf('=');
                if (equals >= 0 && parameter[..equals].Trim(" \t") is "q" or "Q")
                {
                    Weight = ReadWeight(parameter[(equals + 1)..].Trim(" \t"));
                }
            }
        }

        private static int ReadWeight(ReadOnlySpan<char> text)
        {
            var weight = 0d;
            var understood = text.Length <= LongestWeight
                && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out weight)
                && weight is > 0 and <= 1;
            return understood ? Math.Max(1, (int)Math.Round(weight * MaxWeight)) : 0;
        }
    }
}
