using System.IO.Compression;
using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Tests;

/// <summary>Shortcuts for tests that pack and unpack pages.</summary>
internal static class Gzip
{
    public static byte[] Stitch(PagePlan plan, SlotContent[] contents)
    {
        using var output = new PooledBufferWriter();
        var deflated = DeflatedPlan.Create(plan);
        GzipAssembler.Write(deflated, contents, output);
        Assert.Equal(output.WrittenCount, GzipAssembler.Measure(deflated, contents));
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>The whole at once, at level 6.</summary>
    public static byte[] Pack(byte[] html)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Optimal))
        {
            packing.Write(html);
        }

        return packed.ToArray();
    }

    /// <summary>Slots at elements that most shops' pages have, in the order of how early they come.</summary>
    public static SlotMarkup[] Slots(int count)
    {
        string[] selectors = ["header", "h1", "main", "footer", "nav", "form", "ul", "ol", "h2", "h3", "img", "p", "table", "button", "section", "article"];
        return [.. selectors.Take(count).Select((selector, i) => new SlotMarkup($"s{i}", selector, SlotPosition.Before))];
    }
}
