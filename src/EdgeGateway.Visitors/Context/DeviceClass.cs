namespace EdgeGateway.Visitors.Context;

/// <summary>What kind of device a page is for.</summary>
public enum DeviceClass
{
    /// <summary>A computer with a mouse or touchpad.</summary>
    Desktop,

    /// <summary>A phone.</summary>
    Mobile,

    /// <summary>A tablet.</summary>
    Tablet,

    /// <summary>A television, a console, a watch, a program, or nothing that tells.</summary>
    Other,
}
