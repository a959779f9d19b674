using EdgeGateway.Templates.Tokenizing;
using static EdgeGateway.Templates.Tokenizing.TagName;

namespace EdgeGateway.Templates.Compiling;

/// <summary>Which groups each element name belongs to (WHATWG HTML 13.2.4.2, 13.2.6.4.7, 13.2.6.5).</summary>
internal static class TagGroups
{
    private static readonly TagGroup[] Groups = Build();

    public static TagGroup Of(TagName name) => Groups[(int)name];

    public static bool Has(TagName name, TagGroup group) => (Groups[(int)name] & group) != 0;

    private static TagGroup[] Build()
    {
        var groups = new TagGroup[256];
        Add(groups, TagGroup.Void, Area, Base, Basefont, Bgsound, Br, Col, Embed, Frame, Hr, Img, Input, Keygen, Link, Meta,
            Param, Source, Track, Wbr, Image);
        Add(groups, TagGroup.Special, Address, Applet, Area, Article, Aside, Base, Basefont, Bgsound, Blockquote, Body, Br,
            Button, Caption, Center, Col, Colgroup, Dd, Details, Dir, Div, Dl, Dt, Embed, Fieldset, Figcaption, Figure, Footer,
            Form, Frame, Frameset, H1, H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html, Iframe, Img, Input, Keygen, Li, Link,
            Listing, Main, Marquee, Menu, Meta, Nav, Noembed, Noframes, Noscript, TagName.Object, Ol, P, Param, Plaintext, Pre,
            Script, Search, Section, Select, Source, Style, Summary, Table, Tbody, Td, Template, Textarea, Tfoot, Th, Thead,
            Title, Tr, Track, Ul, Wbr, Xmp);
        Add(groups, TagGroup.Formatting, A, B, Big, Code, Em, Font, I, Nobr, S, Small, Strike, Strong, Tt, U);
        Add(groups, TagGroup.Block, Address, Article, Aside, Blockquote, Center, Details, Dialog, Dir, Div, Dl, Fieldset,
            Figcaption, Figure, Footer, Header, Hgroup, Main, Menu, Nav, Ol, P, Search, Section, Summary, Ul, Pre, Listing);
        Add(groups, TagGroup.Heading, H1, H2, H3, H4, H5, H6);
        Add(groups, TagGroup.ImpliedEnd, Dd, Dt, Li, Optgroup, Option, P, Rb, Rp, Rt, Rtc);
        Add(groups, TagGroup.Scope, Applet, Caption, Html, Table, Td, Th, Marquee, TagName.Object, Template);
        Add(groups, TagGroup.RawText, Style, Xmp, Iframe, Noembed, Noframes, Noscript);
        Add(groups, TagGroup.HeadContent, Base, Basefont, Bgsound, Link, Meta, Noframes, Script, Style, Template, Title);
        Add(groups, TagGroup.TablePart, Caption, Col, Colgroup, Tbody, Td, Tfoot, Th, Thead, Tr);
        Add(groups, TagGroup.TableSection, Tbody, Tfoot, Thead);
        Add(groups, TagGroup.Breakout, B, Big, Blockquote, Body, Br, Center, Code, Dd, Div, Dl, Dt, Em, Embed, H1, H2, H3, H4, H5,
            H6, Head, Hr, I, Img, Li, Listing, Menu, Meta, Nobr, Ol, P, Pre, Ruby, S, Small, Span, Strong, Strike, Sub, Sup,
            Table, Tt, U, Ul, Var);
        Add(groups, TagGroup.Marker, Applet, Marquee, TagName.Object);
        Add(groups, TagGroup.Invisible, Script, Style, Link, Meta, Noscript, Template, Base, Title);
        return groups;
    }

    private static void Add(TagGroup[] groups, TagGroup group, params ReadOnlySpan<TagName> names)
    {
        foreach (var name in names)
        {
            groups[(int)name] |= group;
        }
    }
}
