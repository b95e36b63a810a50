using System.Net;
using System.Text.RegularExpressions;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>docs/handbok.md says what the pages say: its words in bold are theirs, its pictures and links are there.</summary>
public sealed partial class HandbookTests
{
    /// <summary>In bytes: somebody reads it at home, over a telephone.</summary>
    private const int PictureMaxBytes = 120_000;

    private static readonly string Handbook = File.ReadAllText(Path.Combine(Repository.Folder("docs"), "handbok.md"));

    [Fact]
    public void Bold_EveryWord_StandsOnAPageOfTheDesk()
    {
        var said = Bold().Matches(Handbook).Select(match => OneLine(match.Groups[1].Value)).Distinct().ToList();

        Assert.True(said.Count > 100, $"Only {said.Count} words in bold were found.");
        Assert.Equal([], said.Except(OnPages()));
    }

    [Fact]
    public void OnPages_WordsOfNoPage_AreNotThere()
    {
        var onPages = OnPages();

        Assert.Contains("Skicka till granskning", onPages);
        Assert.DoesNotContain("Skicka till granskningen", onPages);
        Assert.DoesNotContain("Skicka till", onPages);
    }

    [Fact]
    public void Pictures_InTheDocuments_AreThereDescribedAndSmall()
    {
        var shown = Pictures().Matches(Handbook + File.ReadAllText(Repository.Folder("README.md")));

        Assert.All(shown, match => Assert.True(match.Groups["alt"].Value.Length > 10, $"{match.Value} has no description."));
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Repository.Folder("docs"), "bilder")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            shown.Select(match => match.Groups["file"].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(Path.Combine(Repository.Folder("docs"), "bilder")), file => Assert.InRange(new FileInfo(file).Length, 1, PictureMaxBytes));
    }

    [Fact]
    public void Links_WithinTheHandbook_LeadToItsHeadings()
    {
        var headings = Headings().Matches(Handbook).Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToList();

        Assert.Equal([], InnerLinks().Matches(Handbook).Select(match => match.Groups[1].Value).Except(headings));
        Assert.All(headings.Skip(3).Where(heading => heading is not ("personnummer" or "fyra-ögon")), heading => Assert.Contains($"(#{heading})", Handbook, StringComparison.Ordinal));
    }

    /// <summary>Whole texts between tags, and whole strings, of the pages and of what writes on them.</summary>
    private static HashSet<string> OnPages()
    {
        var web = Repository.Folder("src/MeetingNotes.Web");
        var files = ((string[])["Pages/Redaktion", "Pages/Shared", "TagHelpers", "wwwroot/js"]).SelectMany(folder => Directory.GetFiles(Path.Combine(web, folder), "*", SearchOption.AllDirectories))
            .Append(Path.Combine(web, "Pages", "SiteNavigation.cs"))
            .Append(Path.Combine(web, "Pages", "Swedish.cs"));
        return
        [
            .. files.Select(File.ReadAllText)
                .SelectMany(text => BetweenTags().Matches(text).Concat(Strings().Matches(text)).Concat(StringsOfScripts().Matches(text)))
                .Select(match => OneLine(WebUtility.HtmlDecode(match.Groups[1].Value))),
        ];
    }

    private static string OneLine(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\*\*([^*]+)\*\*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bold();

    [GeneratedRegex(@"!\[(?<alt>[^\]]*)\]\((docs/)?bilder/(?<file>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pictures();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();

    // As GitHub makes anchors of headings.
    [GeneratedRegex(@"[^\p{L}\p{Nd} -]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"\]\(#([^)]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InnerLinks();

    [GeneratedRegex(@">([^<>@{}]+)(?=[<@])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BetweenTags();

    [GeneratedRegex("\"([^\"\n]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Strings();

    [GeneratedRegex(@"'([^'\n]*)'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StringsOfScripts();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
