using System.Text;
using System.Text.Json;

namespace MeetingNotes.Tests.Markdown;

/// <summary>
/// Inputs that want to be more than text: the Big List of Naughty Strings, the examples of the CommonMark specification, and
/// our own; each in <see cref="Contexts"/>.
/// </summary>
internal static class HostileText
{
    /// <summary>Where in Markdown a stranger's text can stand.</summary>
    public static readonly Func<string, string>[] Contexts =
    [
        text => text,
        text => $"[länk]({text})",
        text => $"[länk](<{text}>)",
        text => $"[länk](/x \"{text}\")",
        text => $"<{text}>",
        text => $"[länk][r]\n\n[r]: {text} '{text}'",
        text => $"![{text}](bilder/a.png \"{text}\")",
        text => $"![bild]({text})",
        text => $"a|b\n-|-\n{text}|[x]({text})",
        text => $"### {text}",
        text => $"> {text}",
        text => $"- {text}\n  1. {text}",
        text => $"```{text}\n{text}\n```",
        text => $"`{text}` ``{text}``",
        text => $"[{text}]{{språk=fi}} [a]{{språk={text}}}",
        text => $"*{text}* **[{text}]({text})** ~~{text}~~",
    ];

    private static readonly string[] Schemes =
    [
        "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "&#106;avascript:", "javascript&colon;", "java&Tab;script:", "&#x6A;avascript&#58;",
        "\u0001javascript:", " javascript:", "data:text/html,", "data:text/html;base64,", "vbscript:", "file:///", "blob:", "ftp://", "//evil.example/",
        "\\\\evil.example/", "/\\evil.example/", "https:evil.example/", "https://a@evil.example/", "view-source:", "intent:", "ms-word:", "x:", "jav&#x0A;ascript:",
        "\u2028javascript:", "\u00A0javascript:", "http://", "https://example.se/", "mailto:", "tel:", "#", "?", "/", "",
    ];

    private static readonly string[] Payloads =
    [
        "alert(1)", "\"onclick=alert(1)", "' onmouseover='alert(1)", "\" style=\"position:fixed", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>", "<iframe src=//evil.example>", "</p></main><script>", "<math><mtext></table><img src=x onerror=alert(1)>", "<!--><script>",
        "<![CDATA[<script>]]>", "<?php ?>", "{onclick=alert(1)}", "{#id .class onclick=x}", "&lt;script&gt;", "&#60;script&#62;", "<a href=javascript:x>",
        "<style>*{}</style>", "<base href=//evil.example>", "<form action=x><input name=body>", "<meta http-equiv=refresh>", "`\"><script>`", "\0<script\0>",
        "\u202E\u2066evil", "\uD800", "<video src=x>", "{språk=fi onclick=x}", "]{språk=\"onclick=x}", "%0ajavascript:alert(1)", "|<script>|", "</code></pre><script>",
        "![x](https://www.youtube.com/watch?v=x)", ":::note onclick", "^^^ fig", "[^1]: <script>", "*[HTML]: \"><script>", "$$<script>$$",
    ];

    private static readonly string[] Pieces =
    [
        "[", "]", "(", ")", "![", "](", "<", ">", "\"", "'", "`", "``", "*", "**", "_", "~", "^", "|", "\n", "\n\n", "\n---|---\n", "&", "&#", ";", ":", "//", "\\", "{", "}", "=",
        "]{språk=", "fi}", "# ", "> ", "- ", "1. ", "    ", "javascript", "data", "http://", "www.", "script", "onclick", "img", "svg", "a", "å", " ", "\t", "\0", "\u202E",
        "[r]: ", "/x", "bilder/a.png", "x@y.z", "mailto:", "&colon;", "&Tab;", "<!--", "-->", "😀",
    ];

    /// <summary>Every text in every context, then random pieces until there are <paramref name="count"/>; the same ones each time.</summary>
    public static IEnumerable<string> Documents(int count)
    {
        var texts = NaughtyStrings()
            .Concat(Schemes.SelectMany(scheme => Payloads.Select(payload => scheme + payload)))
            .Concat(CommonMarkExamples())
            .ToList();
        var inContexts = texts.Count * Contexts.Length;
        var step = Math.Max(1, (int)Math.Ceiling(inContexts / (count * 0.6)));

        // The context moves on with the text too: a shorter run still meets every kind of text in many of them.
        for (var i = 0; i < inContexts; i += step)
        {
            yield return Contexts[(i + i / Contexts.Length) % Contexts.Length](texts[i / Contexts.Length]);
        }

        var random = new Random(20180411);
        for (var i = inContexts / step; i < count; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 40); n > 0; n--)
            {
                text.Append(random.Next(8) == 0 ? Payloads[random.Next(Payloads.Length)]
                    : random.Next(8) == 0 ? Schemes[random.Next(Schemes.Length)]
                    : Pieces[random.Next(Pieces.Length)]);
            }

            yield return random.Next(2) == 0 ? text.ToString() : Contexts[random.Next(Contexts.Length)](text.ToString());
        }
    }

    private static string[] NaughtyStrings() =>
        JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Package("blns"), "resources", "blns.json")))!;

    private static IEnumerable<string> CommonMarkExamples()
    {
        var specification = File.ReadAllText(Path.Combine(Package("commonmark-spec"), "spec.txt"));
        return specification.Split("\n````````````````````````````````")
            .Where(part => part.StartsWith(" example\n", StringComparison.Ordinal))
            .Select(part => part[" example\n".Length..].Split("\n.\n")[0].Replace('→', '\t'));
    }

    private static string Package(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var package = Path.Combine(folder.FullName, "tests", "MeetingNotes.BrowserTests", "node_modules", name);
            if (Directory.Exists(package))
            {
                return package;
            }
        }

        throw new InvalidOperationException($"The package {name} is missing. Run eng/test, which installs it.");
    }
}
