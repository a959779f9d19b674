using System.Text;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Tests.Tokenizing;

public sealed class HtmlTokenizerTests
{
    [Theory]
    [InlineData("a<b c='d'>e</b>f", "T0-1 S1-10 T10-11 E11-15 T15-16")]
    [InlineData("a<1 b</>c", "T0-5 N5-8 T8-9")]
    [InlineData("<!-- a --!>b", "C0-11 T11-12")]
    [InlineData("<?php ?>x", "C0-8 T8-9")]
    [InlineData("<![CDATA[x]]>y", "C0-13 T13-14")]
    [InlineData("<!DOCTYPE html>x", "D0-15 T15-16")]
    [InlineData("x<a href=\"y", "T0-1 N1-11")]
    [InlineData("a<", "T0-2")]
    [InlineData("a</", "T0-3")]
    public void Tokens_CoverThePageWithoutGaps(string html, string expected)
    {
        var tokenizer = new HtmlTokenizer(Encoding.UTF8.GetBytes(html), new AttributeList());
        var seen = new List<string>();
        while (tokenizer.Read())
        {
            seen.Add($"{tokenizer.Kind.ToString()[0]}{tokenizer.Range.Start}-{tokenizer.Range.End}");
        }

        Assert.Equal(expected, string.Join(' ', seen));
    }

    [Theory]
    [InlineData("var a = '</b>';</script>x", 15)]
    [InlineData("<!-- <script> </script> --> </script>", 28)]
    [InlineData("<!-- <script> --> </script>", 18)]
    [InlineData("<!--> </script>", 6)]
    [InlineData("<!-- </script>", 5)]
    [InlineData("</scriptx></SCRIPT >", 10)]
    [InlineData("no end", 6)]
    public void Script_EndsWhereBrowsersEndIt(string html, int expected)
    {
        var tokenizer = new HtmlTokenizer(Encoding.UTF8.GetBytes(html), new AttributeList());
        tokenizer.SwitchTo(TextMode.Script, "script"u8);

        Assert.True(tokenizer.Read());
        Assert.Equal(TokenKind.Text, tokenizer.Kind);
        Assert.Equal(expected, tokenizer.Range.End);
    }

    [Fact]
    public void Attributes_KeepTheirRangesInEveryForm()
    {
        const string Html = "<a one two=2 three = '3' four=\"4\" ONE=5 =x=y/>";
        var bytes = Encoding.UTF8.GetBytes(Html);
        var tokenizer = new HtmlTokenizer(bytes, new AttributeList());

        Assert.True(tokenizer.Read());

        var found = new List<string>();
        foreach (var attribute in tokenizer.Attributes.Items)
        {
            found.Add(Html[attribute.Name.Start..attribute.Name.End] + ":" + Html[attribute.Value.Start..attribute.Value.End]);
        }

        Assert.Equal(["one:", "two:2", "three:3", "four:4", "ONE:5", "=x:y/"], found);
        Assert.True(tokenizer.Attributes.TryFind(bytes, "one"u8, out var first));
        Assert.True(first.Value.IsEmpty);
        Assert.False(tokenizer.IsSelfClosing);
    }

    [Theory]
    [InlineData("text", 4)]
    [InlineData("text</", 4)]
    [InlineData("text<div class='", 4)]
    [InlineData("text<!-- comment", 4)]
    [InlineData("text<!-- comment --><b>", 23)]
    public void UsableEnd_IsBeforeAnUnfinishedConstruct(string html, int expected)
    {
        var tokenizer = new HtmlTokenizer(Encoding.UTF8.GetBytes(html), new AttributeList());
        while (tokenizer.Read())
        {
        }

        Assert.Equal(expected, tokenizer.UsableEnd);
    }

    [Fact]
    public void TagNames_AreFoundInAnyCase()
    {
        foreach (var name in Enum.GetValues<TagName>().Where(n => n != TagName.Other))
        {
            Assert.Equal(name, TagNames.Find(Encoding.ASCII.GetBytes(TagNames.Text(name).ToUpperInvariant())));
        }

        Assert.Equal(TagName.Other, TagNames.Find("custom-element-with-a-long-name"u8));
        Assert.Equal(TagName.Other, TagNames.Find("divx"u8));
    }
}
