using System.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Streaming;

namespace EdgeGateway.Benchmarks.Fuzzing;

/// <summary>
/// What must hold for any bytes that pass, however they are cut: without contents the page is the same; with contents two cuttings
/// give the same page and the same missing slots; and what is no fragment is the origin's, in its order, all of it where slots only add.
/// </summary>
internal sealed class StreamCheck(Random random) : IPageCheck
{
    private const byte Fragment = 0x01;

    private static readonly SlotMarkup[] Adding =
    [
        new("1", "body", SlotPosition.Append), new("2", "body", SlotPosition.Prepend), new("3", "head", SlotPosition.Append),
        new("4", "td, li, p + p", SlotPosition.After) { MatchesAll = true }, new("5", "b b, a:first-child", SlotPosition.Prepend) { MatchesAll = true },
        new("6", "div > *", SlotPosition.Before) { MatchesAll = true }, new("7", "svg *", SlotPosition.After), new("8", "div div", SlotPosition.Append),
    ];

    private static readonly SlotMarkup[] Replacing =
    [
        new("1", "table *", SlotPosition.Replace) { MatchesAll = true }, new("2", "td, li, p + p", SlotPosition.After) { MatchesAll = true },
        new("3", "p", SlotPosition.Inner) { MatchesAll = true }, new("4", "#i", SlotPosition.Replace), new("5", "div div", SlotPosition.Inner),
        new("6", "title, textarea", SlotPosition.Text), new("7", "a", SlotPosition.Attribute) { Attribute = "href", MatchesAll = true },
        new("8", "body", SlotPosition.Append), new("9", "select", SlotPosition.Replace), new("10", "[href*=x i]", SlotPosition.Before),
    ];

    private static readonly string?[] ContentTypes = ["text/html; charset=utf-8", "text/html", "text/html; charset=windows-1252"];

    private readonly PageProgram _adding = PageProgram.Compile(Adding, []);
    private readonly PageProgram _replacing = PageProgram.Compile(Replacing, []);

    public long Found { get; private set; }

    public long Bytes { get; private set; }

    public string? Run(byte[] html)
    {
        var contentType = ContentTypes[random.Next(ContentTypes.Length)];
        Bytes += html.Length;
        foreach (var program in (ReadOnlySpan<PageProgram>)[_adding, _replacing])
        {
            if (!Pass(program, html, contentType, Cutting(html), new Slots(default)).Output.AsSpan().SequenceEqual(html))
            {
                return "without contents the page is another one";
            }

            var slots = new Slots(new SlotContent(new FragmentFrame(new FragmentBytes(new byte[] { Fragment }), new FragmentBytes(default))));
            var (whole, missing) = Pass(program, html, contentType, () => html.Length, slots);
            var (cut, missingInPieces) = Pass(program, html, contentType, Cutting(html), slots);
            Found += slots.Filled;
            if (!cut.AsSpan().SequenceEqual(whole) || !missing.SequenceEqual(missingInPieces))
            {
                return $"another cut gives another page, from byte {cut.AsSpan().CommonPrefixLength(whole)} of {whole.Length} and {cut.Length}";
            }

            if (!html.Contains(Fragment) && !IsOrigin(html, whole, isAll: program == _adding))
            {
                return "bytes outside the slots changed";
            }
        }

        return null;
    }

    private Func<int> Cutting(byte[] html)
    {
        var longest = random.Next(4) switch { 0 when html.Length < 60_000 => 1, 1 => 20, 2 => 5_000, _ => 40_000 };
        return () => random.Next(1, longest + 1);
    }

    private static (byte[] Output, IReadOnlyList<MissingSlot> Missing) Pass(
        PageProgram program, byte[] html, string? contentType, Func<int> nextLength, Slots slots)
    {
        using var page = program.CreateStream(contentType, slots);
        var output = new ArrayBufferWriter<byte>(html.Length + 1);
        for (var at = 0; at < html.Length;)
        {
            var length = Math.Min(Math.Max(1, nextLength()), html.Length - at);
            page.Write(html.AsSpan(at, length), output);
            at += length;
        }

        page.Complete(output);
        return (output.WrittenSpan.ToArray(), page.Missing);
    }

    private static bool IsOrigin(ReadOnlySpan<byte> html, byte[] filled, bool isAll)
    {
        var at = 0;
        foreach (var value in filled)
        {
            if (value != Fragment)
            {
                var found = html[at..].IndexOf(value);
                if (found < 0 || (isAll && found > 0))
                {
                    return false;
                }

                at += found + 1;
            }
        }

        return !isAll || at == html.Length;
    }

    private sealed class Slots(SlotContent content) : IStreamedSlots
    {
        public int Filled { get; private set; }

        public SlotContent Fill(int slotIndex)
        {
            Filled++;
            return content;
        }
    }
}
