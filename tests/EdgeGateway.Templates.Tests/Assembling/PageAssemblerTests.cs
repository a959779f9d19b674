using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Tests.Assembling;

public sealed class PageAssemblerTests
{
    private static readonly SlotMarkup[] TwoSlots =
        [new("a", "#a", SlotPosition.Inner), new("b", "#b", SlotPosition.Append)];

    [Fact]
    public void FrameAndCards_AreWrittenInOrder()
    {
        var plan = Plans.Plan("<p id=a>old</p><p id=b>x</p>", TwoSlots);
        var frame = new FragmentFrame(new FragmentBytes("<ul>"u8.ToArray()), new FragmentBytes("</ul>"u8.ToArray()));
        FragmentBytes[] cards = [new("<li>1"u8.ToArray()), new("<li>2"u8.ToArray()), new("<li>3"u8.ToArray())];

        var page = Plans.Assemble(plan, [new SlotContent(frame, cards, 2), default]);

        Assert.Equal("<p id=a><ul><li>1<li>2</ul></p><p id=b>x</p>", System.Text.Encoding.ASCII.GetString(page));
    }

    [Fact]
    public void WriteAndMeasure_AllocateNothing()
    {
        var plan = Plans.Plan("<p id=a>old</p><p id=b>x</p>", TwoSlots);
        SlotContent[] contents = [Plans.Content("one"), default];
        using var output = new PooledBufferWriter(1024);
        var warm = Run(plan, contents, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            warm += Run(plan, contents, output);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.True(warm > 0);
    }

    [Fact]
    public void Hash_ChangesWithThePageTheContentAndItsPlace()
    {
        var plan = Plans.Plan("<p id=a>old</p><p id=b>x</p>", TwoSlots);
        var other = Plans.Plan("<p id=a>new</p><p id=b>x</p>", TwoSlots);
        var one = Plans.Content("one");

        ulong[] hashes =
        [
            PageAssembler.HashOf(plan, [default, default]),
            PageAssembler.HashOf(other, [default, default]),
            PageAssembler.HashOf(plan, [one, default]),
            PageAssembler.HashOf(plan, [default, one]),
            PageAssembler.HashOf(plan, [one, one]),
            PageAssembler.HashOf(plan, [Plans.Content("two"), one]),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[2], PageAssembler.HashOf(plan, [Plans.Content("one"), default]));
    }

    [Fact]
    public void WrongNumberOfContents_IsAProgrammingError()
    {
        var plan = Plans.Plan("<p id=a>old</p>", TwoSlots);

        Assert.Throws<ArgumentException>(() => PageAssembler.Measure(plan, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlotContent(new FragmentFrame(new(default), new(default)), [], 1));
    }

    private static long Run(Templates.Compiling.PagePlan plan, SlotContent[] contents, PooledBufferWriter output)
    {
        output.Clear();
        PageAssembler.Write(plan, contents, output);
        return PageAssembler.Measure(plan, contents) + (long)(PageAssembler.HashOf(plan, contents) & 1);
    }
}
