namespace EdgeGateway.Decisions.Experiments;

/// <summary>An experiment as the operator wrote it.</summary>
/// <param name="Name">1 to 64 characters of <c>[A-Za-z0-9._-]</c>; unique.</param>
/// <param name="Variants">2 to 32 arms. An arm without fragment and recommendation keeps the origin's bytes.</param>
/// <param name="Holdout">Share of visitors that stay out: 0 to below 1.</param>
/// <param name="Salt">Decides who gets which variant; the name when null. A new salt deals all visitors anew.</param>
public sealed record ExperimentDefinition(
    string Name, IReadOnlyList<VariantDefinition> Variants, double Holdout = 0, string? Salt = null);
