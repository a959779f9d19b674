using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;
using EdgeGateway.TestKit;

namespace EdgeGateway.Templates.Tests.Compiling;

public sealed class PlanFormatTests
{
    private static readonly SlotMarkup[] Slots =
    [
        new("body", "body", SlotPosition.Append), new("all", "p", SlotPosition.Inner) { MatchesAll = true },
        new("outer", "div", SlotPosition.Replace), new("link", "a", SlotPosition.Attribute) { Attribute = "href" },
        new("none", "#none-ä", SlotPosition.After), new("void", "img", SlotPosition.Inner),
    ];

    [DataFact("pages/readability")]
    public void SavedPlan_ComesBackTheSame()
    {
        var program = Plans.Program(Slots);
        foreach (var (name, html) in RealPages.Folders.SelectMany(RealPages.In).Where(p => p.Html.Length < 400_000))
        {
            var plan = program.CreatePlan(html, Plans.Html);

            var restored = Plans.Program(Slots).Restore(program.Save(plan), html);

            Assert.NotNull(restored);
            AssertSame(plan, restored, name);
        }
    }

    [Fact]
    public void RefusedPage_ComesBackRefused()
    {
        var program = Plans.Program(Slots);
        byte[] html = [.. "<html amp><p>x"u8];

        var restored = program.Restore(program.Save(program.CreatePlan(html, Plans.Html)), html);

        Assert.Equal(PlanRefusal.Amp, restored!.Refusal);
        Assert.Equal(Slots.Length, restored.Missing.Count);
    }

    [Fact]
    public void OtherPageOrOtherSlots_AreCompiledAgain()
    {
        byte[] html = [.. "<div><p>x</p></div>"u8];
        var program = Plans.Program(Slots);
        var saved = program.Save(program.CreatePlan(html, Plans.Html));

        Assert.Null(program.Restore(saved, "<div><p>y</p></div>"u8.ToArray()));
        Assert.Null(Plans.Program(Slots[1..]).Restore(saved, html));
        Assert.Null(Plans.Program([.. Slots[..^1], Slots[^1] with { WithText = "x" }]).Restore(saved, html));
        Assert.Null(program.Restore([], html));
        Assert.NotNull(program.Restore(saved, html));
    }

    [Fact]
    public void DamagedBytes_NeverThrowNorBreakThePage()
    {
        byte[] html = [.. "<body><div><p>x</p><a>y</a></div><p>z"u8];
        var program = Plans.Program(Slots);
        var saved = program.Save(program.CreatePlan(html, Plans.Html));
        for (var i = 0; i < saved.Length; i++)
        {
            Assert.Null(program.Restore(saved.AsSpan(0, i), html));
            foreach (var value in new byte[] { 0, 1, 0x7F, 0x90, 0xCD, 0xFF })
            {
                var damaged = saved.ToArray();
                damaged[i] = value;
                if (program.Restore(damaged, html) is { } plan)
                {
                    Assert.Equal(html, Plans.Original(plan));
                }
            }
        }
    }

    private static void AssertSame(PagePlan plan, PagePlan restored, string name)
    {
        Assert.Equal(plan.Facts, restored.Facts);
        Assert.Equal(plan.Missing, restored.Missing);
        Assert.Equal(plan.PageHash, restored.PageHash);
        Assert.Equal(plan.Slots.ToArray(), restored.Slots.ToArray());
        Assert.True(plan.Segments.SequenceEqual(restored.Segments), name);
        Assert.Equal(plan.SizeBytes, restored.SizeBytes);
    }
}
