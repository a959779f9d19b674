using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Tests.Identity;
using EdgeGateway.Visitors.Tests.Profiles;

namespace EdgeGateway.Visitors.Tests.Consent;

/// <summary>T-97: answer (none, yes, no) x privacy signal x region x visitor cookie, all 36 rows written out.</summary>
public sealed class ConsentMatrixTests
{
    private const string Rows = """
        none no  OptIn  with    -
        none no  OptIn  without -
        none no  OptOut with    profile
        none no  OptOut without new
        none no  None   with    profile
        none no  None   without new
        none yes OptIn  with    -
        none yes OptIn  without -
        none yes OptOut with    -
        none yes OptOut without -
        none yes None   with    -
        none yes None   without -
        yes  no  OptIn  with    profile
        yes  no  OptIn  without new
        yes  no  OptOut with    profile
        yes  no  OptOut without new
        yes  no  None   with    profile
        yes  no  None   without new
        yes  yes OptIn  with    -
        yes  yes OptIn  without -
        yes  yes OptOut with    -
        yes  yes OptOut without -
        yes  yes None   with    -
        yes  yes None   without -
        no   no  OptIn  with    -
        no   no  OptIn  without -
        no   no  OptOut with    -
        no   no  OptOut without -
        no   no  None   with    -
        no   no  None   without -
        no   yes OptIn  with    -
        no   yes OptIn  without -
        no   yes OptOut with    -
        no   yes OptOut without -
        no   yes None   with    -
        no   yes None   without -
        """;

    public static TheoryData<string> Matrix => [.. Rows.Split('\n').Select(row => row.TrimEnd('\r'))];

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Row_HasItsOutcome(string row)
    {
        var cells = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await using var records = new MemoryKeyValueStore();
        using var keys = new KeyFolder();
        var visitor = keys.Cookie.NewId();
        var profiles = new ProfileStore(records, ProfileKey.FromBytes(new byte[32]));
        var cookies = cells[0] switch { "yes" => "edge_consent=v1.apm", "no" => "edge_consent=v1.---", _ => "a=1" };
        cookies += cells[3] == "with" ? "; edge_id=" + KeyFolder.ValueOf(keys.Cookie.CreateSetCookie(visitor, secure: true)) : "";
        var reader = new ConsentReader(ConsentOptions.For(Enum.Parse<ConsentRegime>(cells[2])));

        var state = reader.Read(cookies, cells[1] == "yes" ? "1" : default, default);
        var identity = keys.Cookie.Read(cookies);
        var outcome = "-";
        if (state.Allows(Purposes.Personalisation))
        {
            profiles.TryRead(visitor, new byte[4096], out _);
            outcome = identity.Outcome == IdentityOutcome.Known ? "profile" : "new";
        }

        Assert.Equal(cells[4], outcome);
        Assert.Equal(outcome == "-" ? 0 : 1, records.Operations);
        Assert.Equal(cells[0] != "none", state.Asked);
    }

    [Fact]
    public void Matrix_HasAllThirtySixRows() => Assert.Equal(36, Matrix.Count);
}
