using System.IO.Compression;
using System.Text;
using EdgeGateway.TestKit;
using EdgeGateway.Training.Events;
using EdgeGateway.Training.Tests.Commands;

namespace EdgeGateway.Training.Tests.Events;

public sealed class EventFileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("session,item,timestamp\ns,a,10\ns,b,20\n")]
    [InlineData("visitor\titem\ttimestamp\ns\ta\t10\ns\tb\t20\n")]
    [InlineData("SessionId\tItemId\tTime\ns\ta\t10.0\ns\tb\t20.0\n")]
    [InlineData("time;session_id;item_id\n10;s;a\n20;s;b\n")]
    [InlineData("\uFEFFsession,item,timestamp,type\r\ns,a,1970-01-01T00:00:10Z,view\r\ns,b,1970-01-01T01:00:20+01:00,cart\r\n")]
    [InlineData("session,item,timestamp\n\"s\",\"a\",\"10\"\n\"s\",\"b\",\"20\"\n")]
    [InlineData("session,item,timestamp\ns,b,20\ns,a,10\n")]
    public void AcceptedForms_GiveTheSameSession(string content)
    {
        var file = Read(content);

        var sessions = file.Sessions;
        Assert.Equal(1, sessions.Count);
        Assert.Equal(["a", "b"], sessions.ItemsOf(0).ToArray().Select(item => sessions.Names[item]));
        Assert.Equal([10, 20], sessions.Times);
        Assert.Equal(0, file.Rejected);
    }

    [Fact]
    public void Gzip_IsRecognisedByItsContent()
    {
        using (var gzip = new GZipStream(File.Create(_folder["events.csv"]), CompressionMode.Compress))
        {
            gzip.Write("session,item,timestamp\ns,a,10\n"u8);
        }

        Assert.Equal(1, EventFileReader.Read(_folder["events.csv"], null, null, default).Rows);
    }

    [Fact]
    public void BrokenGzip_IsOneSentence()
    {
        File.WriteAllBytes(_folder["events.gz"], [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]);

        var refused = Assert.Throws<EventFileException>(() => EventFileReader.Read(_folder["events.gz"], null, null, default));

        Assert.StartsWith($"'{_folder["events.gz"]}' cannot be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",a,10", "The session '' has not 1 to 128 characters.")]
    [InlineData("s,,10", "The item '' is not 1 to 128 characters of A-Z a-z 0-9 . _ : -.")]
    [InlineData("s,<b>,10", "The item '<b>' is not 1 to 128 characters of A-Z a-z 0-9 . _ : -.")]
    [InlineData("s,a,-1", "The time '-1' is neither Unix seconds nor ISO 8601.")]
    [InlineData("s,a,1592337718000", "The time '1592337718000' is neither Unix seconds nor ISO 8601.")]
    [InlineData("s,a,NaN", "The time 'NaN' is neither Unix seconds nor ISO 8601.")]
    [InlineData("s,a,06/16/2020", "The time '06/16/2020' is neither Unix seconds nor ISO 8601.")]
    [InlineData("s,a", "The time '' is neither Unix seconds nor ISO 8601.")]
    [InlineData("", "The session '' has not 1 to 128 characters.")]
    public void BadRow_IsNamedWithItsLine(string row, string message)
    {
        var file = Read($"session,item,timestamp\ns,a,10\n{row}\ns,b,20\n");

        var problem = Assert.Single(file.Problems);
        Assert.Equal(new RowProblem(3, message), problem);
        Assert.Equal(2, file.Sessions.Items.Length);
    }

    [Fact]
    public void RowsThatShowNoInterest_AreIgnored()
    {
        var file = Read("session,item,timestamp,type\ns,a,1,view\ns,b,2,impression\ns,c,3,exposure\ns,d,4,purchase\n");

        Assert.Equal(2, file.Ignored);
        Assert.Equal(2, file.Sessions.Items.Length);
    }

    [Fact]
    public void OtherTypeOnTheSameItem_IsOneStep_TheSameTypeIsTwo()
    {
        var file = Read("session,item,timestamp,type\ns,a,1,view\ns,a,2,cart\ns,b,3,view\ns,b,4,view\n");

        Assert.Equal(["a", "b", "b"], file.Sessions.ItemsOf(0).ToArray().Select(item => file.Sessions.Names[item]));
    }

    [Fact]
    public void Items_AreNumberedByPopularity()
    {
        var file = Read("session,item,timestamp\ns,rare,1\ns,often,2\nt,often,3\nt,often,4\n");

        Assert.Equal(["often", "rare"], file.Sessions.Names);
    }

    [Fact]
    public void LongText_IsShortenedInTheMessage()
    {
        var file = Read($"session,item,timestamp\ns,a,1\ns,{new string('x', 500)},2\n");

        Assert.Contains($"'{new string('x', 40)}...'", file.Problems[0].Message, StringComparison.Ordinal);
    }

    [DataFact("serenade-sessions")]
    public void SerenadeTrainFile_HasTheCountsOfItsDescription()
    {
        var file = EventFileReader.Read(TestData.PathOf("serenade-sessions/train.tsv.gz"), null, null, default);

        Assert.Equal(113_601, file.Rows);
        Assert.Equal(0, file.Rejected);
        Assert.Equal(23_753, file.Sessions.Count);
        Assert.Equal(18_009, file.Sessions.ItemCount);
        Assert.Equal(113_601, file.Sessions.Items.Length);
    }

    private EventFile Read(string content)
    {
        File.WriteAllText(_folder["events.csv"], content, new UTF8Encoding(false));
        return EventFileReader.Read(_folder["events.csv"], null, null, default);
    }
}
