using System.Text;
using EdgeGateway.Events.Capture;

namespace EdgeGateway.Events.Tests.Capture;

/// <summary>Bad bodies and what each is told: the catalogue of bad input for events.</summary>
public sealed class EventJsonRefusalTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("[null]")]
    [InlineData("{")]
    [InlineData("[{\"type\":\"view\"},]")]
    [InlineData("{\"type\":\"view\",}")]
    [InlineData("{\"type\":\"view\"}{\"type\":\"view\"}")]
    [InlineData("{\"type\":\"view\"} x")]
    [InlineData("{\"type\":\"view\"} // comment")]
    [InlineData("{'type':'view'}")]
    [InlineData("{\"type\":\"view\",\"value\":NaN}")]
    [InlineData("{\"type\":\"view\",\"value\":Infinity}")]
    [InlineData("{\"type\":\"view\",\"value\":01}")]
    [InlineData("{\"type\":\"vi\new\"}")]
    public void BodyThatIsNoEvent_IsRefusedWithWhatIsAccepted(string json)
    {
        var batch = EventJson.Parse(Encoding.UTF8.GetBytes(json), EventLimits.Default, EventJsonTests.Now, partial: true);

        if (json is "[1]" or "[[]]" or "[null]")
        {
            batch = EventJson.Parse(Encoding.UTF8.GetBytes(json), EventLimits.Default, EventJsonTests.Now, partial: false);
        }

        Assert.False(batch.IsValid);
        Assert.Empty(batch.Events);
        Assert.Equal(EventProblemKind.Body, batch.Problem!.Kind);
        Assert.EndsWith(".", batch.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("event", batch.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", EventProblemKind.MissingField, "type")]
    [InlineData("""{"item":"a"}""", EventProblemKind.MissingField, "type")]
    [InlineData("""{"type":"view","type":"cart"}""", EventProblemKind.DuplicateField, "type")]
    [InlineData("""{"type":"view","\u0074ype":"cart"}""", EventProblemKind.DuplicateField, "type")]
    [InlineData("""{"type":"view","":1}""", EventProblemKind.UnknownField, "")]
    [InlineData("""{"type":"view","constructor":1}""", EventProblemKind.UnknownField, "constructor")]
    [InlineData("""{"type":"view","\ud800":1}""", EventProblemKind.UnknownField, "\\ud800")]
    [InlineData("""{"type":"view","time":"\ud800"}""", EventProblemKind.Value, "time")]
    [InlineData("""{"type":"View"}""", EventProblemKind.Value, "type")]
    [InlineData("""{"type":"exposure"}""", EventProblemKind.Value, "type")]
    [InlineData("""{"type":null}""", EventProblemKind.Value, "type")]
    [InlineData("""{"type":1}""", EventProblemKind.Value, "type")]
    [InlineData("""{"type":["view"]}""", EventProblemKind.Value, "type")]
    [InlineData("""{"type":"view","id":""}""", EventProblemKind.Value, "id")]
    [InlineData("""{"type":"view","id":7}""", EventProblemKind.Value, "id")]
    [InlineData("""{"type":"view","item":null}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","item":""}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","item":"../../x"}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","item":"<script>"}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","item":"😀"}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","item":"a\u202Eb"}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","item":"a\u0000"}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","item":"\ud800"}""", EventProblemKind.Value, "item")]
    [InlineData("""{"type":"view","query":"\udc00x"}""", EventProblemKind.Value, "query")]
    [InlineData("""{"type":"view","query":""}""", EventProblemKind.Value, "query")]
    [InlineData("""{"type":"view","query":"a\u0000"}""", EventProblemKind.Value, "query")]
    [InlineData("""{"type":"view","time":"yesterday"}""", EventProblemKind.Value, "time")]
    [InlineData("""{"type":"view","time":1769860800}""", EventProblemKind.Value, "time")]
    [InlineData("""{"type":"view","time":"2026-01-01T11:59:59Z"}""", EventProblemKind.Value, "time")]
    [InlineData("""{"type":"view","time":"0001-01-01"}""", EventProblemKind.Value, "time")]
    [InlineData("""{"type":"view","time":"2026-13-01T00:00:00Z"}""", EventProblemKind.Value, "time")]
    [InlineData("""{"type":"view","value":-1}""", EventProblemKind.Value, "value")]
    [InlineData("""{"type":"view","value":"12"}""", EventProblemKind.Value, "value")]
    [InlineData("""{"type":"view","value":1e999}""", EventProblemKind.Value, "value")]
    [InlineData("""{"type":"view","value":-1e999}""", EventProblemKind.Value, "value")]
    [InlineData("""{"type":"view","value":0.1e-400}""", EventProblemKind.Value, "value")]
    [InlineData("""{"type":"view","value":1000000000001}""", EventProblemKind.Value, "value")]
    [InlineData("""{"type":"view","quantity":0}""", EventProblemKind.Value, "quantity")]
    [InlineData("""{"type":"view","quantity":10001}""", EventProblemKind.Value, "quantity")]
    [InlineData("""{"type":"view","quantity":1000000000000}""", EventProblemKind.Value, "quantity")]
    [InlineData("""{"type":"view","quantity":1.5}""", EventProblemKind.Value, "quantity")]
    [InlineData("""{"type":"view","currency":"\"'; DROP"}""", EventProblemKind.Value, "currency")]
    [InlineData("""{"type":"view","currency":"EU"}""", EventProblemKind.Value, "currency")]
    [InlineData("""{"type":"view","currency":"ÉUR"}""", EventProblemKind.Value, "currency")]
    [InlineData("""{"type":"view","slot":"a b"}""", EventProblemKind.Value, "slot")]
    [InlineData("""{"type":"view","properties":[]}""", EventProblemKind.Value, "properties")]
    [InlineData("""{"type":"view","properties":{"a":null}}""", EventProblemKind.Value, "properties.a")]
    [InlineData("""{"type":"view","properties":{"a":{"b":1}}}""", EventProblemKind.Value, "properties.a")]
    [InlineData("""{"type":"view","properties":{"a":1e999}}""", EventProblemKind.Value, "properties.a")]
    [InlineData("""{"type":"view","properties":{"a b":1}}""", EventProblemKind.Value, "properties")]
    [InlineData("""{"type":"view","properties":{"a":1,"a":2}}""", EventProblemKind.DuplicateField, "properties.a")]
    public void BadField_IsNamed(string json, EventProblemKind kind, string field)
    {
        var batch = EventJson.Parse(Encoding.UTF8.GetBytes(json), EventLimits.Default, EventJsonTests.Now, partial: false);

        Assert.False(batch.IsValid);
        Assert.Equal((kind, field, 0), (batch.Problem!.Kind, batch.Problem.Field, batch.Problem.Index));
        Assert.NotEmpty(batch.Problem.Accepted);
    }

    [Fact]
    public void LongTexts_AreRefused()
    {
        AssertRefused("item", $$"""{"type":"view","item":"{{new string('a', 129)}}"}""");
        AssertRefused("item", $$"""{"type":"view","item":"{{new string('a', 4096)}}"}""");
        AssertRefused("slot", $$"""{"type":"view","slot":"{{new string('a', 65)}}"}""");
        AssertRefused("query", $$"""{"type":"view","query":"{{new string('a', 257)}}"}""");
        AssertRefused("value", $$"""{"type":"view","value":{{new string('9', 400)}}}""");
        AssertRefused("properties.a", "{\"type\":\"view\",\"properties\":{\"a\":\"" + new string('a', 257) + "\"}}");
        AssertRefused("properties.a", "{\"type\":\"view\",\"properties\":{\"a\":" + new string('9', 400) + "}}");
        var members = string.Join(',', Enumerable.Range(0, 17).Select(i => $"\"p{i}\":1"));
        AssertRefused("properties", "{\"type\":\"view\",\"properties\":{" + members + "}}");
    }

    [Fact]
    public void DeepNesting_IsRefused()
    {
        var deep = new string('[', 5000);

        AssertRefused("value", $$"""{"type":"view","value":{{deep}}}""");
        Assert.False(EventJson.Parse(Encoding.UTF8.GetBytes("[" + deep), EventLimits.Default, EventJsonTests.Now, true).IsValid);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B, 0x00 })]
    [InlineData(new byte[] { 0x7B, 0x00, 0x22, 0x00 })]
    [InlineData(new byte[] { 0x22, 0xC0, 0xAF, 0x22 })]
    [InlineData(new byte[] { 0xEF, 0xBB })]
    public void BytesThatAreNotUtf8_AreRefused(byte[] body) =>
        Assert.Equal(
            EventProblemKind.Body, EventJson.Parse(body, EventLimits.Default, EventJsonTests.Now, partial: false).Problem!.Kind);

    private static void AssertRefused(string field, string json)
    {
        var batch = EventJson.Parse(Encoding.UTF8.GetBytes(json), EventLimits.Default, EventJsonTests.Now, partial: false);
        Assert.False(batch.IsValid);
        Assert.Equal(field, batch.Problem!.Field);
        Assert.InRange(batch.Problem.Value.Length, 0, EventProblem.MaxValueLength);
    }
}
