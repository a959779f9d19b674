namespace EdgeGateway.Templates.Tokenizing;

/// <summary>The element names that tree construction knows by heart; all others are <see cref="Other"/>.</summary>
internal enum TagName : byte
{
    Other,
    A, Address, Applet, Area, Article, Aside, B, Base, Basefont, Bgsound, Big, Blockquote, Body, Br, Button,
    Caption, Center, Code, Col, Colgroup, Dd, Details, Dialog, Dir, Div, Dl, Dt, Em, Embed, Fieldset, Figcaption, Figure,
    Font, Footer, Form, Frame, Frameset, H1, H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html, I, Iframe, Image, Img,
    Input, Keygen, Li, Link, Listing, Main, Marquee, Menu, Meta, Nav, Nobr, Noembed, Noframes, Noscript, Object, Ol,
    Optgroup, Option, P, Param, Plaintext, Pre, Rb, Rp, Rt, Rtc, Ruby, S, Script, Search, Section, Select, Small, Source,
    Span, Strike, Strong, Style, Sub, Summary, Sup, Table, Tbody, Td, Template, Textarea, Tfoot, Th, Thead, Title, Tr,
    Track, Tt, U, Ul, Var, Wbr, Xmp,
    Svg, Math, ForeignObject, Desc, AnnotationXml, Mi, Mo, Mn, Ms, Mtext, Mglyph, Malignmark,
}
