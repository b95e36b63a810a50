using System.Text.RegularExpressions;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Pages.Redaktion;

namespace MeetingNotes.Tests.Staff;

/// <summary>Whatever the code writes to the audit log, the page about it can say in Swedish.</summary>
public sealed partial class AuditTextsTests
{
    [Fact]
    public void Actions_InTheSource_AllHaveAText()
    {
        var entries = Directory.EnumerateFiles(Repository.Folder("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => (Name: Path.GetFileName(path), Source: File.ReadAllText(path)))
            .SelectMany(file => Entries(file.Source).Select(entry => (file.Name, Entry: entry, Actions: ActionsOf(entry) is { Count: > 0 } own ? own : ActionsPassed(file.Source))))
            .ToList();

        Assert.True(entries.Count >= 10);
        Assert.All(entries, one =>
        {
            Assert.True(one.Actions.Count > 0, $"{one.Name}: write the action as a literal, or pass one as \"string action\": {one.Entry}");
            Assert.All(one.Actions, action => Assert.True(AuditTexts.Has(action), $"{one.Name}: {action} has no text in AuditTexts."));
        });
    }

    [Theory]
    [InlineData("new AuditEntry(person.Actor, \"saknas\")", "saknas")]
    [InlineData("new AuditEntry(new Actor(a.B, \"c d\"), x is null ? \"ett\" : \"två-tre\") { Reason = \"nej\" }", "ett två-tre")]
    public void Actions_OfAnEntry_AreFound(string source, string actions) =>
        Assert.Equal(actions, string.Join(' ', ActionsOf(Assert.Single(Entries(source)))));

    [Fact]
    public void Actions_PassedToAMethod_AreFound() =>
        Assert.Equal(["ett", "två-tre"], ActionsPassed("""Write(a, "ett", $"{x}"); Other("nej"); Write(b(c), "två-tre", null); void Write(A a, string action, string? b) { }"""));

    [Fact]
    public void Sentence_OfAnEvent_SaysWhoAndWhat()
    {
        var done = new AuditEvent { Id = 1, At = default, Actor = "Alva", PersonId = Guid.Empty, Action = "give-role", Subject = "Bo: skribent", HasNote = false, HasDraft = false };

        Assert.Equal("Alva gav en roll: Bo: skribent.", AuditTexts.Sentence(done));
        Assert.Equal("Alva schemalade en publicering: 2027-05-04 09:00.", AuditTexts.Sentence(done with { Action = "schedule", Subject = "2027-05-04T07:00:00.0000000+00:00" }));
        Assert.Equal("Schemat publicerade noteringen.", AuditTexts.Sentence(done with { Actor = "schedule", PersonId = null, Action = "publish", Subject = null }));
    }

    /// <summary>What stands between the brackets.</summary>
    private static IEnumerable<string> Entries(string source)
    {
        const string Start = "new AuditEntry(";
        for (var at = source.IndexOf(Start, StringComparison.Ordinal); at >= 0; at = source.IndexOf(Start, at + 1, StringComparison.Ordinal))
        {
            var (from, depth, end) = (at + Start.Length, 1, at + Start.Length);
            for (; depth > 0; end++)
            {
                depth += source[end] switch { '(' => 1, ')' => -1, _ => 0 };
            }

            yield return source[from..(end - 1)];
        }
    }

    /// <summary>The literals of the second argument; names of actors are not in the shape of an action.</summary>
    private static List<string> ActionsOf(string entry) => [.. Literal().Matches(entry).Select(match => match.Groups[1].Value)];

    /// <summary>Literals in calls of the methods that take an action and write it.</summary>
    private static List<string> ActionsPassed(string source) =>
    [
        .. TakesAction().Matches(source).Select(match => match.Groups[1].Value).Distinct()
            .SelectMany(method => source.Split($"{method}(").Skip(1))
            .SelectMany(call => ActionsOf(call.Split(';')[0])),
    ];

    [GeneratedRegex(@"(\w+)\([^()]*string action\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TakesAction();

    [GeneratedRegex("(?<![$@])\"([a-zåäö]+(?:-[a-zåäö]+)*)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();
}
