namespace EdgeGateway.Decisions.Recommendations;

/// <summary>Why a candidate is not in a row.</summary>
internal enum ItemRefusal
{
    None,
    RowFull,
    NotInCatalogue,
    Unavailable,
    PageItem,
    ShownElsewhere,
    AlreadyInRow,
    BoughtOrSeen,
}
