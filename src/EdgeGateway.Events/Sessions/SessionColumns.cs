namespace EdgeGateway.Events.Sessions;

/// <summary>Where the columns of a file stand, from its header.</summary>
/// <param name="Delimiter">Tab, semicolon or comma: the first of these that the header holds.</param>
/// <param name="Session">Column of the session.</param>
/// <param name="Item">Column of the item.</param>
/// <param name="Time">Column of the time.</param>
/// <param name="Type">Column of the type; -1 when there is none.</param>
internal readonly record struct SessionColumns(char Delimiter, int Session, int Item, int Time, int Type)
{
    private static readonly string[] SessionNames = ["session", "visitor", "sessionid", "session_id", "visitorid", "visitor_id"];
    private static readonly string[] ItemNames = ["item", "itemid", "item_id"];
    private static readonly string[] TimeNames = ["timestamp", "time"];
    private static readonly string[] TypeNames = ["type"];

    public int Count => Math.Max(Math.Max(Session, Item), Math.Max(Time, Type)) + 1;

    /// <exception cref="InvalidDataException">A column is missing.</exception>
    public static SessionColumns FromHeader(string name, string header)
    {
        var delimiter = header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
        var columns = header.Split(delimiter).Select(column => column.Trim().Trim('"').ToLowerInvariant()).ToArray();
        var found = new SessionColumns(
            delimiter, Find(columns, SessionNames), Find(columns, ItemNames), Find(columns, TimeNames), Find(columns, TypeNames));
        var missing = found.Session < 0 ? "session" : found.Item < 0 ? "item" : found.Time < 0 ? "timestamp" : null;
        return missing is null
            ? found
            : throw new InvalidDataException(
                $"The file '{name}' has no column '{missing}' in its header '{Shorten(header)}'; "
                + "accepted is session,item,timestamp[,type].");
    }

    private static int Find(string[] columns, string[] names) => Array.FindIndex(columns, column => names.Contains(column));

    private static string Shorten(string header) => header.Length <= 80 ? header : header[..80];
}
