namespace EdgeGateway.Visitors.Segments;

/// <summary>What a node of a compiled rule does.</summary>
internal enum RuleOp : byte
{
    Constant,
    And,
    Or,
    Not,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    NumberIn,
    TextEqual,
    TextIn,

    /// <summary>A count, sum or time of the profile, measured once per evaluation.</summary>
    Measure,

    /// <summary>A measure compared with a constant: the commonest shape, one node in place of three.</summary>
    CompareMeasure,
    CountItem,
    HasItem,
    Segment,
    Bot,
    PathMatches,
    Sessions,
    Returning,
    FirstVisit,
    Consent,
    Hour,
    Weekday,
}
