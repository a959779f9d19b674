using AngleSharp.Dom;
using EdgeGateway.TestKit;
using Xunit.Abstractions;

namespace EdgeGateway.Templates.Tests.Compiling;

/// <summary>Every element of every real page lies under the parent that a full HTML parser gives it.</summary>
public sealed class NestingAgreementTests(ITestOutputHelper output)
{
    [DataTheory("pages/readability")]
    [InlineData("readability", 1.0)]
    [InlineData("products", 1.0)]
    [InlineData("difficult", 1.0)]
    public void RealPages_NestAsInAngleSharp(string folder, double least)
    {
        var same = 0;
        var all = 0;
        var examples = new List<string>();
        foreach (var (name, html) in RealPages.In(folder))
        {
            var ours = NestingRecorder.Read(html).Parents;
            foreach (var element in Oracle.Parse(html).All)
            {
                if (Oracle.StartOf(element, html) is var start && start < 0)
                {
                    continue;
                }

                all++;
                if (ours.TryGetValue((start, element.LocalName.ToLowerInvariant()), out var parent)
                    && IsSame(parent, element.ParentElement, html))
                {
                    same++;
                }
                else if (examples.Count < 40)
                {
                    examples.Add($"{name}: {element.LocalName} at {start} is under {element.ParentElement?.LocalName} at "
                        + $"{(element.ParentElement is null ? -1 : Oracle.StartOf(element.ParentElement, html))}, ours says {parent}");
                }
            }
        }

        output.WriteLine($"{folder}: {same} of {all} elements have the same parent ({100.0 * same / all:F3} %).");
        output.WriteLine(string.Join('\n', examples));
        Assert.True(same >= all * least, $"Only {same} of {all} agree.\n{string.Join('\n', examples)}");
    }

    /// <summary>AngleSharp does not say where it put what it implied or copied; there the name must do.</summary>
    private static bool IsSame((int Start, string Name) ours, IElement? theirs, byte[] html)
    {
        if (theirs is null)
        {
            return ours.Start == -1;
        }

        var start = Oracle.StartOf(theirs, html);
        return ours.Name.Equals(theirs.LocalName, StringComparison.OrdinalIgnoreCase) && (start < 0 || start == ours.Start);
    }
}
