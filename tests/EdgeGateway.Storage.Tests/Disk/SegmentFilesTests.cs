using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.Tests.Disk;

public sealed class SegmentFilesTests
{
    [Fact]
    public void WhatWasNeverWritten_ReadsAsZeros()
    {
        using var folder = new TemporaryFolder();
        using var files = new SegmentFiles(folder.File("log"), 4096);
        files.Write(1, 100, [1, 2, 3]);
        var buffer = new byte[12_000];
        Array.Fill(buffer, (byte)9);

        files.Read(0, buffer);

        Assert.Equal(new byte[] { 0, 1, 2, 3, 0 }, buffer[(4096 + 99)..(4096 + 104)]);
        Assert.Equal(6, buffer.Sum(b => b));
        Assert.Equal([1], files.List());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 1)]
    [InlineData(4096, 1)]
    [InlineData(5000, 2)]
    public void Truncation_CutsFilesAtTheAddress(long end, int filesLeft)
    {
        using var folder = new TemporaryFolder();
        using (var files = new SegmentFiles(folder.File("log"), 4096))
        {
            for (var segment = 0; segment < 3; segment++)
            {
                files.Write(segment, 0, Enumerable.Repeat((byte)7, 4096).ToArray());
            }
        }

        using var reopened = new SegmentFiles(folder.File("log"), 4096);
        reopened.TruncateAfter(end);

        Assert.Equal(filesLeft, reopened.List().Count);
        var buffer = new byte[3 * 4096];
        reopened.Read(0, buffer);
        Assert.Equal(end, buffer.Count(b => b == 7));
        Assert.DoesNotContain((byte)7, buffer[(int)end..]);
    }

    [Fact]
    public void RemovedFile_ReadsAsZerosAndCanBeWrittenAgain()
    {
        using var folder = new TemporaryFolder();
        using var files = new SegmentFiles(folder.File("log"), 4096);
        files.Write(0, 0, [5]);
        files.Remove(0);
        var buffer = new byte[1];

        files.Read(0, buffer);
        Assert.Equal(0, buffer[0]);
        files.Write(0, 0, [6]);
        files.Flush();
        files.Read(0, buffer);
        Assert.Equal(6, buffer[0]);
    }
}
