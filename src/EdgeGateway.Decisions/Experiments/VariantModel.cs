using EdgeGateway.Decisions.Slots;

namespace EdgeGateway.Decisions.Experiments;

/// <summary>One compiled arm.</summary>
/// <param name="Name">As the operator named it.</param>
/// <param name="Share">Its exact part of the experiment's buckets, 0 to 1.</param>
/// <param name="Content">What it shows; without fragment the origin's bytes stay.</param>
public sealed record VariantModel(string Name, double Share, SlotContentModel Content);
