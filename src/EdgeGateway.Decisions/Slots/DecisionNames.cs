namespace EdgeGateway.Decisions.Slots;

/// <summary>The names that slots and experiments may use, from the other parts of the configuration.</summary>
/// <param name="Fragments">Names of the fragments.</param>
/// <param name="Models">Names of the models; null when models are not known now and any name will do.</param>
/// <param name="Routes">Ids of the proxy routes; null when any id will do.</param>
public sealed record DecisionNames(
    IReadOnlyCollection<string> Fragments,
    IReadOnlyCollection<string>? Models = null,
    IReadOnlyCollection<string>? Routes = null);
