namespace EdgeGateway.Visitors.Segments;

/// <summary>Kinds of words of a rule.</summary>
internal enum RuleTokenKind
{
    End,
    Number,
    Duration,
    Text,
    Name,
    Symbol,
}
