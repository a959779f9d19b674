namespace EdgeGateway.Templates.Fragments;

/// <summary>Something in a template that cannot be accepted.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">1 based; 0 when the file as a whole is at fault.</param>
/// <param name="Message">What is wrong and what is accepted: one sentence.</param>
public sealed record FragmentProblem(string File, int Line, string Message)
{
    /// <summary>File, line and message as one text.</summary>
    public override string ToString() => $"{File}({Line}): {Message}";
}
