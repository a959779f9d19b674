using System.IO.Compression;
using System.Text;
using EdgeGateway.Events.Sessions;
using EdgeGateway.Primitives.Events;
using EdgeGateway.TestKit;

namespace EdgeGateway.Events.Tests.Sessions;

public sealed class SessionEventFileTests
{
    private const string Accepted = "accepted is session,item,timestamp[,type].";

    [Theory]
    [InlineData("session,item,timestamp\ns1,a,1592337718\n")]
    [InlineData("visitor;timestamp;item\ns1;1592337718.0;a")]
    [InlineData("SessionId\tItemId\tTime\r\ns1\ta\t2020-06-16T20:01:58Z\r\n")]
    [InlineData("extra,timestamp,ITEM,session,more\nx,2020-06-16 22:01:58+02:00,a,s1,y\n")]
    [InlineData("\"session\",\"item\",\"timestamp\"\n\"s1\",\"a\",\"2020-06-16T20:01:58\"\n\n")]
    public void KnownHeaders_AreRead(string text)
    {
        var row = Assert.Single(Rows(text));

        Assert.Null(row.Problem);
        Assert.Equal(2, row.Row);
        Assert.Equal(
            new SessionEvent("s1", "a", new DateTimeOffset(2020, 6, 16, 20, 1, 58, TimeSpan.Zero), EventType.View), row.Event);
    }

    [Fact]
    public void TypeColumn_IsReadAndEmptyMeansView()
    {
        var rows = Rows("session,item,timestamp,type\ns,a,1,cart\ns,a,2,\ns,a,3,purchase");

        Assert.Equal([EventType.Cart, EventType.View, EventType.Purchase], rows.Select(row => row.Event.Type));
    }

    [Fact]
    public void QuotedFields_MayHoldDelimitersAndQuotes()
    {
        var row = Assert.Single(Rows("session,item,timestamp,type\n\"a, \"\"b\"\"\",x,1,view"));

        Assert.Equal("a, \"b\"", row.Event.Session);
    }

    [Theory]
    [InlineData("s,a", "Row 3 has 2 columns; accepted are at least 4.")]
    [InlineData(",a,1,view", "Row 3 has the session ''; accepted are 1 to 256 characters.")]
    [InlineData("s,,1,view", "Row 3 has the item ''; accepted is 1 to 128 characters of A-Z a-z 0-9 . _ : -.")]
    [InlineData("s,a b,1,view", "Row 3 has the item 'a b'; accepted is 1 to 128 characters of A-Z a-z 0-9 . _ : -.")]
    [InlineData("s,a,soon,view", "Row 3 has the time 'soon'; accepted are seconds since 1970 or ISO 8601.")]
    [InlineData("s,a,01/02/2026 10:00,view",
        "Row 3 has the time '01/02/2026 10:00'; accepted are seconds since 1970 or ISO 8601.")]
    [InlineData("s,a,-1,view", "Row 3 has the time '-1'; accepted are seconds since 1970 or ISO 8601.")]
    [InlineData("s,a,1592337718000,view", "Row 3 has the time '1592337718000'; accepted are seconds since 1970 or ISO 8601.")]
    [InlineData("s,a,NaN,view", "Row 3 has the time 'NaN'; accepted are seconds since 1970 or ISO 8601.")]
    [InlineData("s,a,1,look",
        "Row 3 has the type 'look'; accepted is one of view, click, impression, dwell, search, cart, purchase, custom.")]
    [InlineData("\"s,a,1,view", "Row 3 has a quote that is not closed; accepted are quotes around a whole field.")]
    [InlineData("\"s\"x,a,1,view", "Row 3 has a quote that is not closed; accepted are quotes around a whole field.")]
    public void BadRow_IsNamedAndTheNextIsRead(string line, string problem)
    {
        var rows = Rows($"session,item,timestamp,type\ns,a,1,view\n{line}\ns,b,2,view\n");

        Assert.Equal([null, problem, null], rows.Select(row => row.Problem));
        Assert.Equal("b", rows[2].Event.Item);
    }

    [Theory]
    [InlineData("", "The file 'f.csv' is empty; accepted is a header session,item,timestamp[,type] and rows.")]
    [InlineData("item,timestamp", "The file 'f.csv' has no column 'session' in its header 'item,timestamp'; " + Accepted)]
    [InlineData("session,sku,timestamp",
        "The file 'f.csv' has no column 'item' in its header 'session,sku,timestamp'; " + Accepted)]
    [InlineData("1,2,3", "The file 'f.csv' has no column 'session' in its header '1,2,3'; " + Accepted)]
    public void BadHeader_IsOneSentence(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Rows(text)).Message);

    [Fact]
    public void GzipFile_IsReadAndItsDamageIsNamed()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv.gz");
        try
        {
            var rows = Enumerable.Range(1, 19_999).Select(i => $"s{i},i{i * 7919 % 1000},{i}\n");
            File.WriteAllBytes(path, Gzip("session,item,timestamp\n" + string.Concat(rows)));
            Assert.Equal(19_999, SessionEventFile.Read(path).Count(row => row.Problem is null));

            var bytes = File.ReadAllBytes(path);
            bytes[bytes.Length / 2] ^= 0xff;
            bytes[bytes.Length / 2 + 1] ^= 0xff;
            File.WriteAllBytes(path, bytes);
            var damage = Record.Exception(() => SessionEventFile.Read(path).Count(row => row.Problem is null));
            var message = Assert.IsType<InvalidDataException>(damage).Message;
            Assert.StartsWith($"The file '{path}' is damaged after row ", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [DataFact("serenade-sessions")]
    public void SerenadeSessions_AreReadWhole()
    {
        var train = SessionEventFile.Read(TestData.PathOf("serenade-sessions/train.tsv.gz")).ToList();
        var valid = SessionEventFile.Read(TestData.PathOf("serenade-sessions/valid.tsv.gz")).ToList();

        Assert.DoesNotContain(train.Concat(valid), row => row.Problem is not null);
        Assert.Equal((113_601, 23_753, 18_009), (train.Count, Distinct(train, e => e.Session), Distinct(train, e => e.Item)));
        Assert.Equal((1_451, 330), (valid.Count, Distinct(valid, e => e.Session)));
        Assert.Equal(new DateTime(2020, 5, 31), train.Min(row => row.Event.Time).UtcDateTime.Date);
        Assert.All(valid, row => Assert.Equal(new DateTime(2020, 6, 30), row.Event.Time.UtcDateTime.Date));
    }

    private static int Distinct(List<SessionEventRow> rows, Func<SessionEvent, string> key) =>
        rows.Select(row => key(row.Event)).Distinct().Count();

    private static List<SessionEventRow> Rows(string text) => [.. SessionEventFile.Read(new StringReader(text), "f.csv")];

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
