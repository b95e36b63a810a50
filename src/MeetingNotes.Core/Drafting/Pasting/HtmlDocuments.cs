using System.Diagnostics;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Parses HTML from anywhere within bounds: size, number of elements, depth and time. Fetches nothing and runs nothing.</summary>
internal static class HtmlDocuments
{
    /// <summary>In characters, pictures that are written into the text not counted.</summary>
    public const int MaxLength = 2_000_000;
    public const int MaxElements = 50_000;
    public const int MaxDepth = 150;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1.5);

    /// <exception cref="PasteRefusedException">It is larger or more tangled than a text can be.</exception>
    public static IHtmlDocument Parse(string html)
    {
        html = WithoutPictures(html);
        if (html.Length > MaxLength)
        {
            throw new PasteRefusedException("Texten är större än 2 MB. Klistra in en del i taget, eller spara den som .docx och ladda upp filen.");
        }

        var (start, elements) = (Stopwatch.GetTimestamp(), 0);
        var parser = new HtmlParser(new HtmlParserOptions
        {
            // The only place where the parser can be stopped: tangled markup can make it slow far below the limit of size.
            OnCreated = (_, _) =>
            {
                if (++elements > MaxElements || Stopwatch.GetElapsedTime(start) > MaxTime)
                {
                    throw TooTangled();
                }
            },
        });
        var document = parser.ParseDocument(html);
        RefuseDeep(document);
        return document;
    }

    private static void RefuseDeep(IDocument document)
    {
        // Not by NextSibling: it looks for its own place among all of them.
        var open = new Stack<(INodeList Nodes, int Next)>();
        open.Push((document.ChildNodes, 0));
        while (open.TryPop(out var level))
        {
            if (level.Next == level.Nodes.Length)
            {
                continue;
            }

            open.Push((level.Nodes, level.Next + 1));
            open.Push((level.Nodes[level.Next].ChildNodes, 0));
            if (open.Count > MaxDepth + 1)
            {
                throw TooTangled();
            }
        }
    }

    private static PasteRefusedException TooTangled() =>
        new("Texten har för många delar inuti varandra för att läsas. Klistra in den utan formatering (Ctrl+Skift+V) i stället.");

    /// <summary>Word processors write whole pictures as "data:image/png;base64,…": only the name of the kind is left.</summary>
    private static string WithoutPictures(string html)
    {
        const string Start = "data:image/";
        if (!html.Contains(Start, StringComparison.OrdinalIgnoreCase))
        {
            return html;
        }

        var kept = new StringBuilder();
        var from = 0;
        while (html.IndexOf(Start, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            var end = html.AsSpan(at).IndexOfAny("\"' >") is >= 0 and var length ? at + length : html.Length;
            kept.Append(html, from, at - from).Append("data:");
            from = end;
        }

        return kept.Append(html, from, html.Length - from).ToString();
    }
}
