namespace EdgeGateway.Decisions.Recommendations;

/// <summary>The models that serve now.</summary>
public interface INextItemModels
{
    /// <summary>The model under a name, or null. A caller keeps it for one decision at most.</summary>
    INextItemModel? Find(string name);
}
