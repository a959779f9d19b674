using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Directives;

public sealed class AcceptedEncodingsTests
{
    /// <summary>Field; the choice when gzip and brotli are there; the choice when only gzip is.</summary>
    [Theory]
    [InlineData("", "identity", "identity")]
    [InlineData("gzip, deflate, br, zstd", "br", "gzip")]
    [InlineData("gzip, deflate, br", "br", "gzip")]
    [InlineData("gzip, deflate", "gzip", "gzip")]
    [InlineData("gzip,deflate,br", "br", "gzip")]
    [InlineData("br, gzip, deflate", "br", "gzip")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("GZIP", "gzip", "gzip")]
    [InlineData("x-gzip", "gzip", "gzip")]
    [InlineData("X-GZip;q=0.7", "gzip", "gzip")]
    [InlineData("br", "br", "identity")]
    [InlineData("Br", "br", "identity")]
    [InlineData("deflate", "identity", "identity")]
    [InlineData("zstd", "identity", "identity")]
    [InlineData("compress, exi, pack200-gzip", "identity", "identity")]
    [InlineData("identity", "identity", "identity")]
    [InlineData("identity, gzip", "gzip", "gzip")]
    [InlineData("identity;q=1, gzip;q=0.9", "identity", "identity")]
    [InlineData("identity;q=0.5, gzip;q=0.9", "gzip", "gzip")]
    [InlineData("identity;q=0.5, br;q=0.4, gzip;q=0.6", "gzip", "gzip")]
    [InlineData("*", "br", "gzip")]
    [InlineData("*;q=0.1", "br", "gzip")]
    [InlineData("*;q=0", "identity", "identity")]
    [InlineData("gzip;q=0, *", "br", "identity")]
    [InlineData("br;q=0, *", "gzip", "gzip")]
    [InlineData("*, gzip;q=0, br;q=0", "identity", "identity")]
    [InlineData("gzip, *;q=0", "gzip", "gzip")]
    [InlineData("identity;q=0", "identity", "identity")]
    [InlineData("identity;q=0, gzip", "gzip", "gzip")]
    [InlineData("identity;q=0, *;q=0", "identity", "identity")]
    [InlineData("identity;q=0, *;q=0.3", "br", "gzip")]
    [InlineData("identity;q=1, *;q=0", "identity", "identity")]
    [InlineData("gzip;q=1.0, identity; q=0.5, *;q=0", "gzip", "gzip")]
    [InlineData("gzip;q=0.5", "gzip", "gzip")]
    [InlineData("gzip;q=0.001", "gzip", "gzip")]
    [InlineData("gzip;q=0.0001", "gzip", "gzip")]
    [InlineData("gzip;q=0", "identity", "identity")]
    [InlineData("gzip;q=0.0", "identity", "identity")]
    [InlineData("gzip;q=0.000", "identity", "identity")]
    [InlineData("gzip;q=1.000", "gzip", "gzip")]
    [InlineData("gzip;q=.5, br;q=.4", "gzip", "gzip")]
    [InlineData("gzip;q=0.8, br;q=0.8", "br", "gzip")]
    [InlineData("gzip;q=0.801, br;q=0.8", "gzip", "gzip")]
    [InlineData("gzip;q=0.8, br;q=0.801", "br", "gzip")]
    [InlineData("br;q=0.2, gzip;q=0.9", "gzip", "gzip")]
    [InlineData("br;q=0.3333333333333333, gzip;q=0.1", "br", "gzip")]
    [InlineData("gzip;Q=0", "identity", "identity")]
    [InlineData("gzip;q=2", "identity", "identity")]
    [InlineData("gzip;q=-1", "identity", "identity")]
    [InlineData("gzip;q=+1", "identity", "identity")]
    [InlineData("gzip;q=1e-1", "identity", "identity")]
    [InlineData("gzip;q=NaN", "identity", "identity")]
    [InlineData("gzip;q=Infinity", "identity", "identity")]
    [InlineData("gzip;q=", "identity", "identity")]
    [InlineData("gzip;q=abc", "identity", "identity")]
    [InlineData("gzip;q=\"1\"", "identity", "identity")]
    [InlineData("gzip;q=abc, *", "br", "identity")]
    [InlineData("gzip;q=0.00000000000000000000000000000001", "identity", "identity")]
    [InlineData("gzip;q", "gzip", "gzip")]
    [InlineData("gzip;", "gzip", "gzip")]
    [InlineData("gzip;level=9", "gzip", "gzip")]
    [InlineData("gzip;level=9;q=0", "identity", "identity")]
    [InlineData("gzip ; q = 0.5 , br ; q = 0.4", "gzip", "gzip")]
    [InlineData("\tgzip\t;\tq=0\t,\tbr\t", "br", "identity")]
    [InlineData("  gzip  ", "gzip", "gzip")]
    [InlineData(",,gzip,,", "gzip", "gzip")]
    [InlineData(", ,\t,", "identity", "identity")]
    [InlineData(";q=1", "identity", "identity")]
    [InlineData("gzip, gzip;q=0", "identity", "identity")]
    [InlineData("gzip;q=0, gzip", "identity", "identity")]
    [InlineData("gzip;q=0, x-gzip", "identity", "identity")]
    [InlineData("gzip deflate", "identity", "identity")]
    [InlineData("gzip/br", "identity", "identity")]
    [InlineData("gzipp, gzi, b", "identity", "identity")]
    [InlineData("\u0001", "identity", "identity")]
    [InlineData("gzip\u0001", "identity", "identity")]
    [InlineData("\u00e9, gzip", "gzip", "gzip")]
    [InlineData("**", "identity", "identity")]
    public void Field_Chooses(string field, string withBoth, string withGzip)
    {
        var accepted = AcceptedEncodings.Read(field);

        Assert.Equal(withBoth, accepted.Choose(gzip: true, brotli: true).ToText());
        Assert.Equal(withGzip, accepted.Choose(gzip: true, brotli: false).ToText());
        Assert.Equal(ContentCoding.Identity, accepted.Choose(gzip: false, brotli: false));
    }

    [Fact]
    public void AbsentField_GetsIdentity()
    {
        var accepted = AcceptedEncodings.Read(default);

        Assert.Equal(ContentCoding.Identity, accepted.Choose(gzip: true, brotli: true));
        Assert.True(accepted.Accepts(ContentCoding.Identity));
        Assert.False(accepted.Accepts(ContentCoding.Gzip));
    }

    [Fact]
    public void Lines_AreOneList()
    {
        var accepted = AcceptedEncodings.Read(new StringValues(["gzip;q=0.5", "", null, "br;q=0.4, deflate"]));

        Assert.Equal(ContentCoding.Gzip, accepted.Choose(gzip: true, brotli: true));
        Assert.True(accepted.Accepts(ContentCoding.Deflate));
    }

    [Theory]
    [InlineData("gzip", true, false)]
    [InlineData("deflate;q=0.1", false, true)]
    [InlineData("*;q=0.1", true, true)]
    [InlineData("identity", false, false)]
    public void Coding_IsAcceptedByNameOrStar(string field, bool gzip, bool deflate)
    {
        var accepted = AcceptedEncodings.Read(field);

        Assert.Equal(gzip, accepted.Accepts(ContentCoding.Gzip));
        Assert.Equal(deflate, accepted.Accepts(ContentCoding.Deflate));
    }

    [Fact]
    public void CommonFields_SayWhatTheirElementsSay()
    {
        foreach (var field in new[] { "gzip, deflate, br, zstd", "gzip, deflate, br", "gzip, deflate" })
        {
            Assert.Equal(AcceptedEncodings.Read(field + ","), AcceptedEncodings.Read(field));
        }
    }

    [Fact]
    public void TwoHundredCodings_AreRead_AndThousandsAreIdentity()
    {
        Assert.Equal(ContentCoding.Gzip, Choose(Codings(200) + ", gzip"));
        Assert.Equal(ContentCoding.Identity, Choose(Codings(5_000) + ", gzip"));
        Assert.Equal(ContentCoding.Identity, Choose(new string(',', 30_000)));
        Assert.Equal(ContentCoding.Identity, Choose("gzip;q=" + new string('1', 30_000)));
    }

    /// <summary>What a stored body of a coding needs that we do not undo.</summary>
    [Theory]
    [InlineData("gzip", "x-unknown", true)]
    [InlineData("gzip, *;q=0", "x-unknown", false)]
    [InlineData("gzip", "zstd", false)]
    [InlineData("gzip, x-unknown", "x-unknown", true)]
    [InlineData("X-Unknown;q=0", "x-unknown", false)]
    [InlineData("*", "x-unknown", true)]
    [InlineData("*, x-unknown;q=0", "x-unknown", false)]
    [InlineData("x-unknown, *;q=0", "x-unknown", true)]
    [InlineData("br, gzip", "br, gzip", true)]
    [InlineData("gzip", "br, gzip", false)]
    [InlineData("gzip", "gzip, gzip, gzip", true)]
    [InlineData("gzip", "x-gzip", true)]
    [InlineData("x-gzip", "gzip", true)]
    [InlineData("", "gzip", false)]
    [InlineData("", "identity", true)]
    [InlineData("gzip", "identity", true)]
    [InlineData("gzip", "identity, gzip", true)]
    public void StoredCoding_NeedsAClientThatTakesAllOfIt(string field, string stored, bool expected) =>
        Assert.Equal(expected, AcceptedEncodings.Accepts(field, stored));

    [Fact]
    public void Reading_AllocatesNothing()
    {
        StringValues[] fields = ["gzip, deflate, br, zstd", "br;q=0.5, gzip;q=0.25, *;q=0", Codings(200), default];
        Choose(fields[1]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var field in fields)
        {
            Choose(field);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ContentCoding Choose(StringValues field) => AcceptedEncodings.Read(field).Choose(gzip: true, brotli: true);

    private static string Codings(int count) => string.Join(", ", Enumerable.Range(0, count).Select(index => $"c{index};q=0.5"));
}
