using EdgeGateway.Caching.Storage;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Storage;

public sealed class StoredHeadersTests
{
    private const int Seed = 20261125;

    private static readonly string[] Texts =
    [
        "", "text/html; charset=utf-8", "Thu, 01 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 01 Jan 2026 00:00:00 GMT",
        "Thu, 01 Jan 2026 00:00:60 GMT", "Thu, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "\"abc\"", "caf\u00e9\u00ff", "\u4e00\u4e8c",
        new string('x', 300), new string('\u0100', 200), "\0\u007f",
    ];

    [Fact]
    public void PackedFields_SayWhatTheySaid()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 3000; round++)
        {
            var names = Enumerable.Range(0, random.Next(12)).Select(i => random.Next(3) == 0 ? "Date" : $"X-Field-{random.Next(40)}").ToArray();
            var values = names.Select(_ => random.Next(4) == 0
                ? new StringValues([.. Enumerable.Range(0, random.Next(4)).Select(_ => Text(random))])
                : new StringValues(Text(random))).ToArray();
            var headers = new StoredHeaders(names, values).Pack();

            Assert.Equal(names.Length, headers.Count);
            for (var i = 0; i < names.Length; i++)
            {
                Assert.Equal(names[i], headers.NameAt(i));
                Assert.True(values[i].SequenceEqual(headers.ValuesAt(i)), $"Seed {Seed}, round {round}, field {i}.");
            }
        }
    }

    [Fact]
    public void TextsBeyondTheTable_ArePackedAsTheyAre()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var headers = new StoredHeaders([$"X-Endless-{i}"], [$"value {i}"]).Pack();
            Assert.Equal($"value {i}", headers[$"x-endless-{i}"].ToString());
        }
    }

    [Fact]
    public void FieldsOfNothing_AreNone()
    {
        var headers = default(StoredHeaders);

        Assert.Equal((0, 0, 0), (headers.Count, headers.VisibleCount, headers["ETag"].Count));
        Assert.Equal(0, headers.Pack().Expand().Count);
    }

    private static string Text(Random random) => random.Next(3) == 0 ? $"unique {random.Next()}" : Texts[random.Next(Texts.Length)];
}
