using System.Text;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Primitives.MessagePack;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Tests.Profiles;

public sealed class ProfileViewTests
{
    private const long Now = 1_767_261_600_000;
    private const long Minute = 60_000;

    /// <summary>
    /// A profile as version 1 wrote it: view of shoe-1 (10:00), cart of shoe-1 x2 at 19.99, purchase, dwell of 12.5 s.
    /// </summary>
    private const string StoredVersion1 =
        "DC001301CE7401C5CDD30000000000000004CE00000004CE00000003D30000019B78FFF900D30000019B7902B820CE00000001D30000019B"
        + "78FFF900D38000000000000000CE00077D9ACE00000000CD0089CD00A0CD00B7DC0010010100000601CDEA60CB4043FD70A3D70A3D0701CE"
        + "0001D4C0CB4043FD70A3D70A3D0401CE0002BF20CA41480000DC0008006901010101CB4043FD70A3D70A3DCA41480000DC00080069010101"
        + "01CB4043FD70A3D70A3DCA41480000DC00049504CE0002BF20A0CA41480000019507CE0001D4C0A673686F652D31CB4033FD70A3D70A3D02"
        + "9506CDEA60A673686F652D31CB4033FD70A3D70A3D02930100A673686F652D31";

    [Fact]
    public void NoBytes_AreAnEmptyProfileWithoutDamage()
    {
        var view = new ProfileView([]);

        Assert.True(view.IsEmpty);
        Assert.Equal(ProfileDamage.None, view.Damage);
        Assert.Equal(0, view.Count(EventType.View, TimeSpan.FromDays(7), Now));
        Assert.Equal(0, view.EventCount);
        Assert.Equal(0, view.Sessions);
        Assert.False(view.Contains(EventType.View, "a"u8));
        Assert.False(view.TryGetLast(EventType.View, out _));
    }

    [Fact]
    public void StoredVersion1_StillReads()
    {
        var view = new ProfileView(Convert.FromHexString(StoredVersion1));

        Assert.Equal(ProfileDamage.None, view.Damage);
        Assert.Equal(4, view.AppliedAddress);
        Assert.Equal(4, view.EventCount);
        Assert.Equal(3U, view.ItemRevision);
        Assert.Equal(Now, view.FirstSeen);
        Assert.Equal(Now + (3 * Minute), view.LastSeen);
        Assert.Equal(39.98, view.Sum(EventType.Purchase, TimeSpan.FromDays(1), Now + (4 * Minute)), 6);
        Assert.Equal(12.5, view.TotalSum(EventType.Dwell), 6);
        var events = view.Events;
        Assert.True(events.MoveNext());
        Assert.Equal(EventType.Dwell, events.Current.Type);
        Assert.True(events.MoveNext());
        Assert.Equal("shoe-1", Encoding.UTF8.GetString(events.Current.Item));
        Assert.Equal(2, events.Current.Quantity);
    }

    [Fact]
    public void SameEvents_AreStoredAsTheCommittedSample() => Assert.Equal(StoredVersion1, Convert.ToHexString(Sample().Bytes));

    [Fact]
    public void StoredProfile_IsOneMessagePackArray()
    {
        var reader = new MessagePackReader(Sample().Bytes);

        Assert.True(reader.TryReadArrayHeader(out var elements));
        Assert.Equal(19, elements);
        for (var i = 0; i < elements; i++)
        {
            Assert.True(reader.TrySkip(), $"element {i}");
        }

        Assert.True(reader.IsEnd);
    }

    [Fact]
    public void EveryFlippedBit_ReadsAsEmptyWithAReason()
    {
        var stored = Sample().Bytes.ToArray();
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            var view = new ProfileView(stored);
            Assert.True(view.IsEmpty, $"bit {bit}");
            Assert.True(view.Damage != ProfileDamage.None, $"bit {bit}");
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void EveryTruncation_ReadsAsEmptyWithAReason()
    {
        var stored = Sample().Bytes;
        for (var length = 1; length < stored.Length; length++)
        {
            Assert.NotEqual(ProfileDamage.None, new ProfileView(stored[..length]).Damage);
        }

        Assert.Equal(ProfileDamage.Length, new ProfileView(new byte[5000]).Damage);
        Assert.Equal(ProfileDamage.Version, new ProfileView(new byte[200]).Damage);
    }

    [Fact]
    public void DamagedPartsUnderAValidChecksum_NeverThrow()
    {
        var random = new Random(5);
        var sample = Sample().Bytes.ToArray();
        var destination = new byte[ProfileUpdater.MaxBytes];
        for (var round = 0; round < 100_000; round++)
        {
            var stored = sample.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                stored[random.Next(ProfileLayout.CheckedFrom, stored.Length)] = (byte)random.Next(256);
            }

            var checksum = Crc32C.Compute(stored.AsSpan(ProfileLayout.CheckedFrom));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(stored.AsSpan(ProfileLayout.ChecksumAt), checksum);
            var view = new ProfileView(stored);
            foreach (var type in Enum.GetValues<EventType>())
            {
                view.Count(type, TimeSpan.FromDays(2), Now);
                view.Sum(type, TimeSpan.FromDays(60), Now);
            }

            var change =
                new ProfileChange { Address = long.MaxValue, Type = EventType.View, Time = Now, Item = "x"u8, Quantity = 1 };
            Assert.InRange(ProfileUpdater.Apply(stored, change, destination), 0, ProfileUpdater.MaxBytes);
        }
    }

    [Fact]
    public void SmallProfile_StaysSmall()
    {
        var builder = new ProfileBuilder();
        for (var i = 0; i < 5; i++)
        {
            builder.Add(EventType.View, $"item-{i}", Now + (i * Minute));
        }

        Assert.InRange(builder.Bytes.Length, 88, 200);
    }

    [Fact]
    public void Reading_AllocatesNothing()
    {
        var stored = Sample().Bytes.ToArray();
        var sum = Read(stored);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            sum += Read(stored);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    internal static ProfileBuilder Sample() => new ProfileBuilder()
        .Add(EventType.View, "shoe-1", Now)
        .Add(EventType.Cart, "shoe-1", Now + Minute, 19.99, 2)
        .Add(EventType.Purchase, "shoe-1", Now + (2 * Minute), 19.99, 2)
        .Add(EventType.Dwell, "", Now + (3 * Minute), 12.5);

    private static double Read(byte[] stored)
    {
        var view = new ProfileView(stored);
        var sum = view.Count(EventType.View, TimeSpan.FromDays(7), Now)
            + view.Sum(EventType.Purchase, TimeSpan.FromDays(30), Now);
        foreach (var entry in view.Events)
        {
            sum += entry.Item.Length;
        }

        return sum;
    }
}
