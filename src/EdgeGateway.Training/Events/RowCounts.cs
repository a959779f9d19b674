namespace EdgeGateway.Training.Events;

/// <summary>What became of the rows of one file.</summary>
internal sealed class RowCounts
{
    private const int NamedProblems = 10;

    public int Rows { get; set; }

    public int Ignored { get; set; }

    public int Unlisted { get; set; }

    public int Rejected { get; private set; }

    public List<RowProblem> Problems { get; } = [];

    public void Reject(int line, string problem)
    {
        Rejected++;
        if (Problems.Count < NamedProblems)
        {
            Problems.Add(new RowProblem(line, problem));
        }
    }

    /// <summary>One sentence for a file without a usable row.</summary>
    public string WhyEmpty(string path) =>
        Problems.Count > 0 ? $"'{path}' has no usable row; line {Problems[0].Line}: {Problems[0].Message}"
        : Unlisted > 0 ? $"'{path}' has no event of an item of the catalogue."
        : $"'{path}' has no event that shows interest in an item (view, click, cart or purchase).";
}
