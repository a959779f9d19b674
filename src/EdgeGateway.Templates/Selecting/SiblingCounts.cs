using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// Places among siblings that are more than a running number. What was counted is kept, so that however many siblings ask,
/// each is looked at once. One page, one thread.
/// </summary>
internal sealed class SiblingCounts(ReadOnlyMemory<byte> html)
{
    private readonly Dictionary<(PageElement? Parent, Namespace Namespace, TagName Name, ulong Key), int> _types = [];
    private readonly Dictionary<PageElement, int> _ofType = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(PageElement Element, StepCondition Condition), int> _matching = [];

    /// <summary>Counts an element of some type; siblings come in order.</summary>
    public void AddType(PageElement element)
    {
        var key = KeyOf(element);
        _types[key] = _ofType[element] = _types.GetValueOrDefault(key) + 1;
    }

    public int OfType(PageElement element) => _ofType[element];

    public int OfTypeFromEnd(PageElement element) => _types[KeyOf(element)] - _ofType[element] + 1;

    /// <summary>How many siblings up to this one, itself included, meet one of the condition's steps.</summary>
    public int Matching(PageElement element, StepCondition condition)
    {
        var count = 1;
        for (var other = element.Previous; other is not null; other = other.Previous)
        {
            if (_matching.TryGetValue((other, condition), out var before))
            {
                count += before;
                break;
            }

            count += StepSet.ContainsAny(other.Steps.Full, condition.Steps) ? 1 : 0;
        }

        return _matching[(element, condition)] = count;
    }

    public void ForgetMatches() => _matching.Clear();

    private (PageElement?, Namespace, TagName, ulong) KeyOf(PageElement element) =>
        (element.Parent, element.Namespace, element.Name,
            element.Name == TagName.Other ? StepIndex.Key(element.NameRange.In(html.Span)) : 0);
}
