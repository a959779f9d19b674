using System.Text;
using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Streaming;

namespace EdgeGateway.Templates.Tests.Streaming;

/// <summary>Shortcuts for tests that let a page pass in pieces.</summary>
internal static class Streams
{
    /// <summary>Sends a page in pieces whose lengths the caller chooses, and returns what came out.</summary>
    public static (byte[] Output, IReadOnlyList<MissingSlot> Missing) Pass(
        PageProgram program, byte[] html, Func<int> nextLength, IStreamedSlots? source = null)
    {
        using var page = program.CreateStream("text/html; charset=utf-8", source ?? new Named(program));
        using var output = new PooledBufferWriter();
        for (var at = 0; at < html.Length;)
        {
            var length = Math.Min(Math.Max(1, nextLength()), html.Length - at);
            page.Write(html.AsSpan(at, length), output);
            at += length;
        }

        page.Complete(output);
        return (output.WrittenSpan.ToArray(), page.Missing);
    }

    public static string Pass(string html, int length, params SlotMarkup[] slots) =>
        Encoding.UTF8.GetString(Pass(Plans.Program(slots), Encoding.UTF8.GetBytes(html), () => length).Output);

    /// <summary>Fills every slot with <c>{slot id}</c>.</summary>
    internal sealed class Named(PageProgram program) : IStreamedSlots
    {
        public SlotContent Fill(int slotIndex) => Plans.Content($"{{{program.Slots[slotIndex].Slot}}}");
    }

    /// <summary>Keeps the origin's bytes everywhere.</summary>
    internal sealed class Nothing : IStreamedSlots
    {
        public SlotContent Fill(int slotIndex) => default;
    }
}
