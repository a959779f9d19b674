using EdgeGateway.Templates.Slots;
using EdgeGateway.TestKit;

namespace EdgeGateway.Templates.Tests.Golden;

/// <summary>
/// Pairs of files: <c>name.src.html</c> is assembled with six slots, and what comes out is <c>name.expected.html</c>, byte
/// for byte. Each slot is filled with its id in brackets.
/// </summary>
public sealed class GoldenPageTests
{
    private static readonly SlotMarkup[] Slots =
    [
        new("hero", "#hero", SlotPosition.Replace),
        new("inner", ".panel > .body", SlotPosition.Inner),
        new("before", "ul li, table td", SlotPosition.Before),
        new("after", "h1", SlotPosition.After),
        new("first", "body", SlotPosition.Prepend),
        new("last", "body", SlotPosition.Append),
    ];

    private static string Folder => Path.Combine(TestData.Repository, "tests", "EdgeGateway.Templates.Tests", "Golden");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.src.html").Select(p => Path.GetFileName(p)[..^".src.html".Length])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_IsAssembledAsExpected(string name)
    {
        var source = File.ReadAllText(Path.Combine(Folder, $"{name}.src.html"));
        var expected = File.ReadAllText(Path.Combine(Folder, $"{name}.expected.html"));

        Assert.Equal(expected, Plans.Filled(source, Slots));
    }
}
