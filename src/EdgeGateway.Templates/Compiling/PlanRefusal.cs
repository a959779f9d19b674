namespace EdgeGateway.Templates.Compiling;

/// <summary>Why a page is left exactly as it is.</summary>
public enum PlanRefusal
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>Its Content-Type is absent or not <c>text/html</c>, or it is a feed in disguise.</summary>
    NotHtml,

    /// <summary>It is UTF-16 or UTF-32: its ASCII characters are not ASCII bytes.</summary>
    Utf16,

    /// <summary>Its encoding switches meaning in mid-text: ISO-2022, HZ, UTF-7.</summary>
    StatefulCharset,

    /// <summary>It is an AMP page, which validators would reject with foreign markup in it.</summary>
    Amp,

    /// <summary>Its elements are nested deeper than browsers follow: more than 512 levels.</summary>
    TooDeep,
}
