namespace EdgeGateway.Storage.Tests;

/// <summary>What disks, crashes and people do to files.</summary>
internal static class Damage
{
    public static void FlipBit(string path, long offset, int bit = 0)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ (1 << bit)));
    }

    public static void Zero(string path, long offset, int count)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        file.Write(new byte[count]);
    }

    public static void Truncate(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.SetLength(length);
    }

    public static void SwapBlocks(string path, long first, long second, int count)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var a = new byte[count];
        var b = new byte[count];
        file.Position = first;
        file.ReadExactly(a);
        file.Position = second;
        file.ReadExactly(b);
        file.Position = first;
        file.Write(b);
        file.Position = second;
        file.Write(a);
    }

    /// <summary>Writes random bytes over a stretch.</summary>
    public static void Scribble(string path, long offset, int count, int seed)
    {
        var noise = new byte[count];
        new Random(seed).NextBytes(noise);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        file.Write(noise);
    }
}
