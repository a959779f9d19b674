using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.Templates.Tests.Fragments;

public sealed class RefusedTemplateTests
{
    [Theory]
    [InlineData("<p>{{{name}}}</p>", "would not be escaped")]
    [InlineData("<p>{{&name}}</p>", "would not be escaped")]
    [InlineData("<p>{{~{name}~}}</p>", "would not be escaped")]
    [InlineData("<p>\\{{name}}</p>", "escaped mustache")]
    [InlineData("<p>{{name</p>", "has no '}}'")]
    [InlineData("<a class={{name}}>x</a>", "unquoted attribute 'class'")]
    [InlineData("<a onclick=\"go('{{name}}')\">x</a>", "event handler 'onclick'")]
    [InlineData("<a style=\"color:{{name}}\">x</a>", "attribute 'style'")]
    [InlineData("<a href=\"{{name}}\">x</a>", "write it with the url helper")]
    [InlineData("<a href=\"{{url name}}/x\">x</a>", "must be all of the URL attribute")]
    [InlineData("<a href=\"/p/{{name}}\">x</a>", "write it with the urlpart helper")]
    [InlineData("<a href=\"java{{urlpart name}}\">x</a>", "must begin with")]
    [InlineData("<img srcset=\"{{url name}} 2x\">", "attribute 'srcset'")]
    [InlineData("<iframe src=\"{{url name}}\"></iframe>", "attribute of 'iframe'")]
    [InlineData("<script>var x = '{{name}}'</script>", "text of 'script'")]
    [InlineData("<script type=\"application/json\">{{name}}</script>", "json helper")]
    [InlineData("<p>{{json name}}</p>", "outside a script")]
    [InlineData("<style>p { color: {{name}} }</style>", "text of 'style'")]
    [InlineData("<!-- {{name}} -->", "in a comment")]
    [InlineData("<p {{name}}>x</p>", "outside a quoted attribute")]
    [InlineData("<{{name}}>x</p>", "")]
    [InlineData("<h{{name}}>x</h1>", "outside a quoted attribute")]
    [InlineData("<div><p>{{name}}</div>", "closes nothing")]
    [InlineData("<div>", "has no end tag")]
    [InlineData("<div", "ends inside a tag")]
    [InlineData("<textarea>", "has no end tag")]
    [InlineData("<body>x</body>", "cannot be part of a fragment")]
    [InlineData("<p>{{#each items}}x{{/each}}</p>", "'#if name'")]
    [InlineData("<p>{{#if a}}x</p>", "has no end")]
    [InlineData("<p>{{#if a}}x{{/unless}}</p>", "closes no block")]
    [InlineData("{{#if a}}<a title=\"{{/if}}{{name}}\">x</a>", "same text, tag or attribute")]
    [InlineData("<p>{{lookup a b}}</p>", "not supported")]
    [InlineData("<p>{{../name}}</p>", "not supported")]
    [InlineData("<p>{{url}}</p>", "needs the name of a value")]
    [InlineData("{{> nowhere}}", "partial 'nowhere' is missing")]
    [InlineData("{{cards \"nowhere\"}}", "card template 'nowhere' is missing")]
    [InlineData("{{#if a}}{{cards \"test\"}}{{/if}}", "inside a block")]
    [InlineData("{{> test}}", "leads back to 'test'")]
    [InlineData("<p title=\"{{> test}}\">x</p>", "in text only")]
    [InlineData("<p style=\"color: red\">x</p>", "'style' is inline code")]
    [InlineData("<p OnClick=\"go()\">x</p>", "'onclick' is inline code")]
    [InlineData("<iframe srcdoc=\"x\"></iframe>", "'srcdoc' is inline code")]
    [InlineData("<script>go()</script>", "'script' is inline code")]
    [InlineData("<script type=module>go()</script>", "'script' is inline code")]
    [InlineData("<style>p { color: red }</style>", "'style' is inline code")]
    public void UnsafeOrBrokenTemplate_IsRefusedWithFileAndLine(string template, string reason)
    {
        using var folder = new TemplateFolder(("test", "<p>first line</p>\n" + template));

        var refusal = Assert.Throws<FragmentException>(folder.Load);

        Assert.Contains(refusal.Problems, p => p.Message.Contains(reason, StringComparison.Ordinal));
        Assert.All(refusal.Problems, p => Assert.Equal(("test.hbs", 2), (p.File, p.Line)));
        Assert.All(refusal.Problems, p => Assert.EndsWith(".", p.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralBrokenFiles_AreAllNamedAtOnce()
    {
        using var folder = new TemplateFolder(("a", "{{{x}}}"), ("b", "<p>fine</p>"), ("c", "<div>\n{{> gone}}"));
        File.WriteAllBytes(Path.Combine(folder.Path, "d.hbs"), [0x3C, 0xFF, 0x3E]);

        var refusal = Assert.Throws<FragmentException>(folder.Load);

        Assert.Equal(["a.hbs", "c.hbs", "c.hbs", "d.hbs"], refusal.Problems.Select(p => p.File));
    }

    [Fact]
    public void MissingFolder_IsNamed()
    {
        var refusal = Assert.Throws<FragmentException>(() => FragmentLibrary.Load("/no/such/folder"));

        Assert.Equal("The folder '/no/such/folder' does not exist.", Assert.Single(refusal.Problems).Message);
    }
}
