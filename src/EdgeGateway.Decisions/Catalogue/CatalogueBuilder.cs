using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Decisions.Catalogue;

/// <summary>Turns rows into items and notes the rows that are none.</summary>
internal sealed class CatalogueBuilder
{
    private readonly List<CatalogueItem> _items = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<CatalogueProblem> _problems = [];

    public int Rows { get; private set; }

    public int BadRows { get; private set; }

    public IReadOnlyList<CatalogueItem> Items => _items;

    public IReadOnlyList<CatalogueProblem> Problems => _problems;

    public void Add(in CatalogueRow row)
    {
        Rows++;
        var problem = row.Problem ?? TryAdd(row);
        if (problem is null)
        {
            return;
        }

        BadRows++;
        if (_problems.Count < CatalogueFile.MaxProblems)
        {
            _problems.Add(new CatalogueProblem(row.Line, problem));
        }
    }

    /// <summary>Makes an item whose version depends on nothing but what it says.</summary>
    internal static CatalogueItem Create(
        string id, int ordinal, bool available, string category, FrozenDictionary<string, string> fields)
    {
        var text = new StringBuilder().Append(id).Append('\0').Append(available ? '1' : '0');
        foreach (var (name, value) in fields.OrderBy(static field => field.Key, StringComparer.Ordinal))
        {
            text.Append('\0').Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
        }

        var version = Hash64.Compute(Encoding.UTF8.GetBytes(text.ToString()));
        return new CatalogueItem(id, ordinal, version, available, category, fields);
    }

    private string? TryAdd(in CatalogueRow row)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in row.Fields)
        {
            if (!fields.TryAdd(name, value))
            {
                return $"Attribute '{name}' is there twice.";
            }
        }

        if (!fields.Remove("item", out var id))
        {
            return "The attribute 'item' with the item's id is missing.";
        }

        var available = true;
        if (fields.Remove("available", out var stock) && !FieldCheck.TryAvailable(stock, out available))
        {
            return $"Attribute 'available' is '{stock}'; accepted are true, false, yes, no, 1 and 0.";
        }

        if ((FieldCheck.OfId(id) ?? FieldCheck.OfFields(fields)) is { } problem)
        {
            return problem;
        }

        if (!_lines.TryAdd(id, row.Line))
        {
            return $"Item '{id}' is in line {_lines[id]} already; ids must differ.";
        }

        var category = fields.GetValueOrDefault("category", "");
        _items.Add(Create(id, _items.Count, available, category, fields.ToFrozenDictionary(StringComparer.Ordinal)));
        return null;
    }
}
