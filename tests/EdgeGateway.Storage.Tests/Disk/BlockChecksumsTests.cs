using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.Tests.Disk;

public sealed class BlockChecksumsTests
{
    [Fact]
    public void ChangedBlock_IsClearedAndTheOthersStay()
    {
        var checksums = new BlockChecksums(1 << 16);
        var blocks = new byte[4 * BlockChecksums.BlockBytes];
        new Random(1).NextBytes(blocks);
        checksums.Note(2, 4096, blocks);
        var original = blocks.ToArray();
        blocks[4096 + 17] ^= 1;

        Assert.Equal(1, checksums.ClearDamaged(2, 4096, blocks));

        Assert.Equal(new byte[4096], blocks[4096..8192]);
        Assert.Equal(original[..4096], blocks[..4096]);
        Assert.Equal(original[8192..], blocks[8192..]);
    }

    [Fact]
    public void UnknownBlock_IsNotJudged()
    {
        var checksums = new BlockChecksums(1 << 16);
        var block = new byte[BlockChecksums.BlockBytes];
        Assert.Equal(0, checksums.ClearDamaged(0, 0, block));

        checksums.Note(0, 0, block);
        checksums.Remove(0);
        block[0] = 1;

        Assert.Equal(0, checksums.ClearDamaged(0, 0, block));
        Assert.False(checksums.IsDamaged(0, block));
    }
}
