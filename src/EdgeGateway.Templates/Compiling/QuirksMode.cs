using System.Text;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Which doctypes ask for quirks mode: WHATWG HTML 13.2.6.4.1.</summary>
internal static class QuirksMode
{
    private static readonly string[] PublicStarts =
    [
        "+//silmaril//dtd html pro v0r11 19970101//", "-//as//dtd html 3.0 aswedit + extensions//",
        "-//advasoft ltd//dtd html 3.0 aswedit + extensions//", "-//ietf//dtd html ", "-//metrius//dtd metrius presentational//",
        "-//microsoft//dtd internet explorer ", "-//netscape comm. corp.//dtd html//",
        "-//netscape comm. corp.//dtd strict html//", "-//o'reilly and associates//dtd html ", "-//sq//dtd html 2.0 hotmetal",
        "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
        "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//", "-//spyglass//dtd html 2.0 extended//",
        "-//sun microsystems corp.//dtd hotjava html//", "-//sun microsystems corp.//dtd hotjava strict html//",
        "-//w3c//dtd html 3 1995-03-24//", "-//w3c//dtd html 3.2", "-//w3c//dtd html 4.0 frameset//",
        "-//w3c//dtd html 4.0 transitional//", "-//w3c//dtd html experimental ", "-//w3c//dtd w3 html 3.0//",
        "-//w3o//dtd w3 html 3.0//", "-//webtechs//dtd mozilla html ",
    ];

    private static readonly string[] PublicIds =
        ["-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"];

    private static readonly string[] PublicStartsWithoutSystemId =
        ["-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"];

    /// <summary>Decides from the text between <c>&lt;!doctype</c> and <c>&gt;</c>.</summary>
    public static bool IsAskedFor(ReadOnlySpan<byte> text, bool isFinished)
    {
        var doctype = Doctype.Read(text, isFinished);
        if (doctype.ForceQuirks || !AsciiText.EqualsIgnoreCase(doctype.Name.In(text), "html"u8))
        {
            return true;
        }

        if (doctype.SystemId is { } system
            && AsciiText.EqualsIgnoreCase(system.In(text), "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"u8))
        {
            return true;
        }

        if (doctype.PublicId is not { } range)
        {
            return false;
        }

        var id = Encoding.Latin1.GetString(range.In(text)).ToLowerInvariant();
        return PublicIds.Contains(id)
            || StartsWithAny(id, PublicStarts)
            || (doctype.SystemId is null && StartsWithAny(id, PublicStartsWithoutSystemId));
    }

    private static bool StartsWithAny(string id, string[] starts) =>
        Array.Exists(starts, start => id.StartsWith(start, StringComparison.Ordinal));
}
