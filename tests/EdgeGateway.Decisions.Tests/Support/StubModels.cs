using EdgeGateway.Decisions.Recommendations;

namespace EdgeGateway.Decisions.Tests.Support;

/// <summary>A set of models that tests change.</summary>
internal sealed class StubModels : INextItemModels
{
    public Dictionary<string, INextItemModel> ByName { get; } = [];

    public INextItemModel? Find(string name) => ByName.GetValueOrDefault(name);
}
