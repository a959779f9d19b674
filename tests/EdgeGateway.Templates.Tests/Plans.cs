using System.Text;
using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Tests;

/// <summary>Shortcuts for tests that compile slots and assemble pages.</summary>
internal static class Plans
{
    public const string Html = "text/html";

    public static PageProgram Program(params SlotMarkup[] slots)
    {
        var problems = new List<SlotProblem>();
        var program = PageProgram.Compile(slots, problems);
        Assert.Empty(problems);
        return program;
    }

    public static PagePlan Plan(string html, params SlotMarkup[] slots) =>
        Program(slots).CreatePlan(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

    public static SlotContent Content(string text) =>
        new(new FragmentFrame(new FragmentBytes(Encoding.ASCII.GetBytes(text)), new FragmentBytes(default)));

    /// <summary>Assembles with the text <c>{slot id}</c> in every slot.</summary>
    public static string Filled(string html, params SlotMarkup[] slots) =>
        FilledOnly([.. slots.Select(slot => slot.Slot)], html, slots);

    /// <summary>Assembles with the text <c>{slot id}</c> in the slots of these ids and the origin's bytes in all others.</summary>
    public static string FilledOnly(string[] ids, string html, params SlotMarkup[] slots)
    {
        var program = Program(slots);
        var plan = program.CreatePlan(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");
        var contents = new SlotContent[plan.Slots.Length];
        for (var i = 0; i < contents.Length; i++)
        {
            var id = program.Slots[plan.Slots[i].SlotIndex].Slot;
            contents[i] = ids.Contains(id) ? Content($"{{{id}}}") : default;
        }

        return Encoding.UTF8.GetString(Assemble(plan, contents));
    }

    public static byte[] Assemble(PagePlan plan, SlotContent[] contents)
    {
        using var output = new PooledBufferWriter();
        PageAssembler.Write(plan, contents, output);
        Assert.Equal(output.WrittenCount, PageAssembler.Measure(plan, contents));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The page put together from segments and the slots' own bytes.</summary>
    public static byte[] Original(PagePlan plan) => Assemble(plan, new SlotContent[plan.Slots.Length]);
}
