using System.Text;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Tests.Compiling;

public sealed class CharsetTests
{
    public static TheoryData<int> DoubleByteCodePages => [932, 936, 949, 950, 51932, 54936];

    [Theory]
    [InlineData("utf-8", 65001)]
    [InlineData(" UTF8\t", 65001)]
    [InlineData("latin1", 1252)]
    [InlineData("us-ascii", 1252)]
    [InlineData("iso-8859-9", 1254)]
    [InlineData("ISO_8859-2:1987", 28592)]
    [InlineData("x-cp1251", 1251)]
    [InlineData("koi8-ru", 21866)]
    [InlineData("ms_kanji", 932)]
    [InlineData("x-sjis", 932)]
    [InlineData("gb_2312-80", 936)]
    [InlineData("gb18030", 54936)]
    [InlineData("x-x-big5", 950)]
    [InlineData("ks_c_5601-1987", 949)]
    [InlineData("x-euc-jp", 51932)]
    [InlineData("tis-620", 874)]
    public void Label_IsTheEncodingBrowsersTake(string label, int codePage)
    {
        Assert.Equal(codePage, Charset.Sniff("<p>x"u8, label).Encoding.CodePage);
        Assert.Equal(PlanRefusal.None, Charset.Sniff("<p>x"u8, label).Refusal);
    }

    [Theory]
    [InlineData("utf-16le", PlanRefusal.Utf16)]
    [InlineData("utf-32", PlanRefusal.Utf16)]
    [InlineData("iso-2022-jp", PlanRefusal.StatefulCharset)]
    [InlineData("csISO2022KR", PlanRefusal.StatefulCharset)]
    [InlineData("hz-gb-2312", PlanRefusal.StatefulCharset)]
    [InlineData("utf-7", PlanRefusal.StatefulCharset)]
    public void EncodingThatIsNoAscii_IsRefusedByName(string label, PlanRefusal refusal) =>
        Assert.Equal(refusal, Charset.Sniff("<p>x"u8, label).Refusal);

    [Theory]
    [InlineData("<meta charset=shift_jis>", 932)]
    [InlineData("<META/CHARSET='Shift_JIS'>", 932)]
    [InlineData("<metax charset=shift_jis>", 1252)]
    [InlineData("<meta charset=nonsense><meta charset=gbk>", 936)]
    [InlineData("<meta charset=utf-16>", 65001)]
    [InlineData("<meta http-equiv=Content-Type content='text/html; charset=big5'>", 950)]
    [InlineData("<meta content=\"text/html charset = 'big5' x\" http-equiv=content-type>", 950)]
    [InlineData("<meta http-equiv=content-type content='charsetcharset=koi8-r;x'>", 20866)]
    [InlineData("<meta http-equiv=refresh content='0;charset=big5'>", 1252)]
    [InlineData("<meta content='text/html; charset=big5'>", 1252)]
    [InlineData("<meta charset=gbk http-equiv=content-type content='charset=big5'>", 936)]
    [InlineData("<!-- <meta charset=gbk> --><meta charset=big5>", 950)]
    [InlineData("<!--><meta charset=gbk>", 936)]
    [InlineData("<!-- --!><meta charset=gbk>", 1252)]
    [InlineData("<!-- x", 1252)]
    [InlineData("<script>'<meta charset=gbk>'</script>", 936)]
    [InlineData("<a title='<meta charset=gbk>'><meta charset=big5>", 950)]
    [InlineData("</x title='<meta charset=gbk>'><meta charset=big5>", 950)]
    [InlineData("<?x <meta charset=gbk>", 1252)]
    [InlineData("<1 <meta charset=gbk>", 936)]
    [InlineData("<meta charset=gbk", 1252)]
    [InlineData("<?xml version='1.0' encoding='gbk'?><p>", 936)]
    [InlineData("<?xml version='1.0' encoding = \"koi8-r\" ?><meta charset=gbk>", 936)]
    [InlineData("<?xml encoding=gbk?><p>", 1252)]
    [InlineData("<p>", 1252)]
    [InlineData("", 1252)]
    public void Meta_IsFoundAsBrowsersFindIt(string html, int codePage) =>
        Assert.Equal(codePage, Charset.Sniff(Encoding.Latin1.GetBytes(html), null).Encoding.CodePage);

    [Theory]
    [InlineData(1024, 936)]
    [InlineData(1023, 1252)]
    public void Meta_CountsInTheFirst1024Bytes(int length, int codePage)
    {
        const string Meta = "<meta charset=gbk>";
        var html = new string(' ', 1024 - Meta.Length + (1024 - length)) + Meta;

        Assert.Equal(codePage, Charset.Sniff(Encoding.ASCII.GetBytes(html), null).Encoding.CodePage);
    }

    [Fact]
    public void Sources_ComeInTheOrderOfBrowsers()
    {
        byte[] meta = [.. "<meta charset=gbk>"u8];

        Assert.Equal(65001, Charset.Sniff([0xEF, 0xBB, 0xBF, .. meta], "big5").Encoding.CodePage);
        Assert.Equal(950, Charset.Sniff(meta, "big5").Encoding.CodePage);
        Assert.Equal(936, Charset.Sniff(meta, "nonsense").Encoding.CodePage);
    }

    /// <summary>Every character of two bytes in text, attributes, comments, scripts and CDATA: the same tokens as in UTF-8.</summary>
    [Theory]
    [MemberData(nameof(DoubleByteCodePages))]
    public void DoubleByteCharacters_NeverLookLikeMarkup(int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var tried = 0;
        for (var lead = 0x81; lead <= 0xFE; lead++)
        {
            var characters = Characters(encoding, lead);
            if (characters.Length == 0)
            {
                continue;
            }

            var all = string.Concat(characters);
            var html = $"<p title='{all}' data={all} {all}=x>{all}</p><!--{all}--><script>{all}</script><title>{all}</title>"
                + $"<svg><![CDATA[{string.Join("]>", characters)}]]></svg><p>{string.Join("<b>", characters)}";
            Assert.Equal(Tokens(Encoding.UTF8.GetBytes(html), Encoding.UTF8), Tokens(encoding.GetBytes(html), encoding));
            tried += characters.Length;
        }

        Assert.True(tried > 6000, $"Only {tried} characters.");
    }

    [Theory]
    [InlineData("windows-1252", 1252)]
    [InlineData("shift_jis", 932)]
    [InlineData("koi8-r", 20866)]
    [InlineData("utf-8", 65001)]
    public void ContentOfASlot_IsReadableInThePagesEncoding(string label, int codePage)
    {
        var encoding = codePage == 65001 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var program = Plans.Program(new SlotMarkup("s", "#i", SlotPosition.Text));
        var plan = program.CreatePlan(encoding.GetBytes("<p>Б</p><p id=i>x</p>"), $"text/html; charset={label}");

        var page = Plans.Assemble(plan, [new SlotContent(SlotText.Render("Größe 東 Б", null))]);

        Assert.Equal("Größe 東 Б", Oracle.ParseText(encoding.GetString(page)).QuerySelector("#i")!.TextContent);
    }

    [Fact]
    public void ValueInADoubleBytePage_IsComparedByCharacters()
    {
        // Katakana A is 83 41 in Shift_JIS: its second byte is an 'A' to whoever compares bytes.
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        var html = encoding.GetBytes("<p title='アx'>1</p><p title='Ax'>2</p>");
        var program = Plans.Program(
            new SlotMarkup("latin", "[title*=A]", SlotPosition.Prepend), new SlotMarkup("kana", "[title^=ア]", SlotPosition.Prepend));

        var plan = program.CreatePlan(html, "text/html; charset=shift_jis");

        Assert.Equal(["1", "0"], plan.Slots.ToArray().Select(s => s.SlotIndex.ToString(null as IFormatProvider)));
    }

    private static string[] Characters(Encoding encoding, int lead) =>
        [.. Enumerable.Range(0x40, 0xBF).Where(trail => trail != 0x7F)
            .Select(trail => (Bytes: new[] { (byte)lead, (byte)trail }, Text: encoding.GetString([(byte)lead, (byte)trail])))
            .Where(c => c.Text.Length == 1 && c.Text[0] is >= '\x80' and not '\uFFFD' && encoding.GetBytes(c.Text).AsSpan().SequenceEqual(c.Bytes))
            .Select(c => c.Text)];

    private static List<string> Tokens(byte[] html, Encoding encoding)
    {
        var tokens = new List<string>();
        var tokenizer = new HtmlTokenizer(html, new AttributeList()) { CodePage = EncodingLabels.DoubleByteOf(encoding) };
        while (tokenizer.Read())
        {
            var text = new StringBuilder($"{tokenizer.Kind} {encoding.GetString(tokenizer.Content.In(html))}");
            foreach (var attribute in tokenizer.Kind == TokenKind.StartTag ? tokenizer.Attributes.Items : [])
            {
                text.Append($" {encoding.GetString(attribute.Name.In(html))}={encoding.GetString(attribute.Value.In(html))}");
            }

            tokens.Add(text.ToString());
            var name = tokenizer.Kind == TokenKind.StartTag ? TagNames.Find(tokenizer.Content.In(html)) : TagName.Other;
            tokenizer.AllowCData = name == TagName.Svg;
            if (name is TagName.Script or TagName.Title)
            {
                tokenizer.SwitchTo(name == TagName.Script ? TextMode.Script : TextMode.Rcdata, tokenizer.Content.In(html));
            }
        }

        return tokens;
    }
}
