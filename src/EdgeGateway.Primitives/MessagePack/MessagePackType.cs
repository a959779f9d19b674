namespace EdgeGateway.Primitives.MessagePack;

/// <summary>What the next MessagePack value is.</summary>
public enum MessagePackType
{
    /// <summary>There is no next value: the bytes end here, or the first byte is the unused <c>0xc1</c>.</summary>
    None,

    /// <summary>Nil.</summary>
    Nil,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A signed or unsigned integer of any size.</summary>
    WholeNumber,

    /// <summary>A 32 or 64 bit float.</summary>
    RealNumber,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>An array header; its elements follow.</summary>
    Array,

    /// <summary>A map header; its keys and values follow in turn.</summary>
    Map,

    /// <summary>An extension, such as a timestamp.</summary>
    Extension,
}
