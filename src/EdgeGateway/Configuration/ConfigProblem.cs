namespace EdgeGateway.Configuration;

/// <summary>One thing wrong in an operator's file.</summary>
/// <param name="Path">Where, such as <c>Edge:Slots:recs:Deadline</c>.</param>
/// <param name="Message">A sentence with the value in single quotes and what is accepted.</param>
internal sealed record ConfigProblem(string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
