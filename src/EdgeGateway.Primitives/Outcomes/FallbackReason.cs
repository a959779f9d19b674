namespace EdgeGateway.Primitives.Outcomes;

/// <summary>Why a slot kept the origin's bytes, or a recommendation took a lower rung of its ladder.</summary>
public enum FallbackReason
{
    /// <summary>Nothing went wrong.</summary>
    None,

    /// <summary>The slot's or the page's deadline passed.</summary>
    Deadline,

    /// <summary>No profile: a new visitor, or no consent to use it.</summary>
    NoProfile,

    /// <summary>The model failed or returned unusable scores.</summary>
    ModelError,

    /// <summary>No model is loaded under the name.</summary>
    NoModel,

    /// <summary>No item was left after exclusions.</summary>
    NoCandidates,

    /// <summary>No entry of <c>Choose</c> held.</summary>
    NoChoice,

    /// <summary>The fragment is missing or failed to render.</summary>
    FragmentError,

    /// <summary>The page has no element for the slot's selector.</summary>
    NoElement,

    /// <summary>The profile store failed.</summary>
    StoreError,

    /// <summary>An unexpected failure inside a step.</summary>
    StepError,

    /// <summary>Nobody was asked: the slot lies in what a filled slot replaces.</summary>
    OuterSlot,
}
