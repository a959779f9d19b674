namespace EdgeGateway.Primitives.Events;

/// <summary>What a visitor did. The numbers are stored in profiles and journals: append, never renumber.</summary>
public enum EventType : byte
{
    /// <summary>A page or an item was seen.</summary>
    View = 1,

    /// <summary>A fragment or one of its items was clicked.</summary>
    Click = 2,

    /// <summary>A fragment's item was truly shown on screen.</summary>
    Impression = 3,

    /// <summary>Time spent on a page, in seconds.</summary>
    Dwell = 4,

    /// <summary>A search with its query.</summary>
    Search = 5,

    /// <summary>An item went into the cart.</summary>
    Cart = 6,

    /// <summary>An item was bought.</summary>
    Purchase = 7,

    /// <summary>Anything a site defines for itself.</summary>
    Custom = 8,

    /// <summary>The gateway rendered a slot: written by the gateway, never accepted from outside.</summary>
    Exposure = 9,
}
