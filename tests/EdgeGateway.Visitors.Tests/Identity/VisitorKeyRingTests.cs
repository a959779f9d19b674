using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Visitors.Tests.Identity;

public sealed class VisitorKeyRingTests : IDisposable
{
    private readonly KeyFolder _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void CookieOfThePreviousKey_IsKnownAndRenewed()
    {
        var value = _keys.NewValue();
        _keys.Time.Advance(TimeSpan.FromHours(1));
        _keys.Ring.Rotate();

        var read = _keys.Cookie.Read("edge_id=" + value);
        var renewed = KeyFolder.ValueOf(_keys.Cookie.CreateSetCookie(read.Visitor, secure: true));

        Assert.Equal(IdentityOutcome.Known, read.Outcome);
        Assert.True(read.ShouldRenew);
        Assert.Equal(read.Visitor, _keys.Cookie.Read("edge_id=" + renewed).Visitor);
        Assert.False(_keys.Cookie.Read("edge_id=" + renewed).ShouldRenew);
    }

    [Fact]
    public void CookieOfARemovedKey_IsANewVisitor()
    {
        var value = _keys.NewValue();
        _keys.Ring.Rotate();
        _keys.Ring.Rotate();

        Assert.Equal(IdentityOutcome.UnknownKey, _keys.Cookie.Read("edge_id=" + value).Outcome);
        Assert.Equal(2, _keys.Ring.Count);
        Assert.Equal(2, Directory.GetFiles(_keys.Path).Length);
    }

    [Fact]
    public void CookieOfAnotherSite_IsANewVisitor()
    {
        using var other = new KeyFolder();
        other.Ring.Rotate();
        other.Ring.Rotate();

        Assert.Equal(IdentityOutcome.UnknownKey, _keys.Cookie.Read("edge_id=" + other.NewValue()).Outcome);
    }

    [Fact]
    public void CookieOfAnotherSiteWithTheSameKeyId_IsForged()
    {
        using var other = new KeyFolder();

        Assert.Equal(IdentityOutcome.Forged, _keys.Cookie.Read("edge_id=" + other.NewValue()).Outcome);
    }

    [Fact]
    public void FiveRotationsWithRenewal_LoseNoVisitor()
    {
        var id = _keys.Cookie.NewId();
        var value = KeyFolder.ValueOf(_keys.Cookie.CreateSetCookie(id, secure: true));
        for (var rotation = 0; rotation < 5; rotation++)
        {
            _keys.Ring.Rotate();
            var read = _keys.Cookie.Read("edge_id=" + value);
            Assert.Equal(id, read.Visitor);
            value = KeyFolder.ValueOf(_keys.Cookie.CreateSetCookie(read.Visitor, secure: true));
        }
    }

    [Fact]
    public void SameFolderOpenedAgain_KnowsTheCookies()
    {
        var value = _keys.NewValue();
        var again = new VisitorCookie(VisitorKeyRing.LoadOrCreate(_keys.Path, _keys.Time), _keys.Time);

        Assert.Equal(IdentityOutcome.Known, again.Read("edge_id=" + value).Outcome);
    }

    [Fact]
    public void ReloadAfterARotationElsewhere_KnowsTheNewKey()
    {
        var elsewhere = VisitorKeyRing.LoadOrCreate(_keys.Path, _keys.Time);
        elsewhere.Rotate();
        var value = KeyFolder.ValueOf(new VisitorCookie(elsewhere, _keys.Time).CreateSetCookie(new(1, 2), secure: true));

        Assert.Equal(IdentityOutcome.UnknownKey, _keys.Cookie.Read("edge_id=" + value).Outcome);
        _keys.Ring.Reload();
        Assert.Equal(IdentityOutcome.Known, _keys.Cookie.Read("edge_id=" + value).Outcome);
    }

    [Fact]
    public void DamagedKeyFile_IsNamedInOneSentence()
    {
        var file = Assert.Single(Directory.GetFiles(_keys.Path));
        File.WriteAllBytes(file, new byte[31]);

        var error = Assert.Throws<InvalidDataException>(() => VisitorKeyRing.LoadOrCreate(_keys.Path));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("31 bytes", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(_keys.Ring.Reload);
        Assert.Equal(1, _keys.Ring.Count);
    }

    [Fact]
    public void StrangelyNamedKeyFile_IsRefused()
    {
        File.WriteAllBytes(Path.Combine(_keys.Path, "visitor-backup.key"), new byte[32]);

        var error = Assert.Throws<InvalidDataException>(() => VisitorKeyRing.LoadOrCreate(_keys.Path));

        Assert.Contains("visitor-backup.key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFiles_AreForTheOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in Directory.GetFiles(_keys.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
