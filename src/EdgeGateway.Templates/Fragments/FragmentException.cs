namespace EdgeGateway.Templates.Fragments;

/// <summary>A folder of templates that cannot be used, with every problem found in it.</summary>
public sealed class FragmentException : Exception
{
    /// <summary>Takes at least one problem.</summary>
    public FragmentException(IReadOnlyList<FragmentProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>All problems, by file and line.</summary>
    public IReadOnlyList<FragmentProblem> Problems { get; }
}
