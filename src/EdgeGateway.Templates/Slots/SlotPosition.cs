namespace EdgeGateway.Templates.Slots;

/// <summary>Where a slot lies on the element that its selector finds.</summary>
public enum SlotPosition
{
    /// <summary>Instead of the element.</summary>
    Replace,

    /// <summary>Instead of the element's content.</summary>
    Inner,

    /// <summary>Directly before the element.</summary>
    Before,

    /// <summary>Directly after the element.</summary>
    After,

    /// <summary>Inside the element, before its content.</summary>
    Prepend,

    /// <summary>Inside the element, after its content.</summary>
    Append,

    /// <summary>Instead of the element's content, as text and never as markup.</summary>
    Text,

    /// <summary>One attribute of the element.</summary>
    Attribute,
}
