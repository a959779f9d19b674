using System.Text;
using EdgeGateway.Templates.Slots;
using EdgeGateway.TestKit;

namespace EdgeGateway.Templates.Tests.Compiling;

public sealed class RealPageIdentityTests
{
    private const string Mark = "<aside>edge-fragment-0123456789</aside>";

    [DataFact("pages/readability")]
    public void NoSlots_KeepsEveryByte()
    {
        var program = Plans.Program();
        foreach (var (name, html) in RealPages.Folders.SelectMany(RealPages.In))
        {
            var plan = program.CreatePlan(html, Plans.Html);

            Assert.True(Plans.Original(plan).AsSpan().SequenceEqual(html), name);
            Assert.Equal(0, plan.Slots.Length);
        }
    }

    [DataFact("pages/readability")]
    public void AppendToBody_IsOnEveryPageAndRemovable()
    {
        var program = Plans.Program(new SlotMarkup("end", "body", SlotPosition.Append));
        foreach (var (name, html) in RealPages.Folders.SelectMany(RealPages.In))
        {
            var plan = program.CreatePlan(html, Plans.Html);

            Assert.True(plan.Slots.Length == 1, name);
            var page = Plans.Assemble(plan, [Plans.Content(Mark)]);
            var at = page.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Mark));
            Assert.Equal(plan.Slots[0].Start, at);
            Assert.True(page[..at].Concat(page[(at + Mark.Length)..]).SequenceEqual(html), name);
            Assert.True(Plans.Original(plan).AsSpan().SequenceEqual(html), name);
        }
    }
}
