using System.Net;
using System.Text;
using System.Text.Json;

namespace MeetingNotes.Tests.Security;

/// <summary>Promise 3: every text field is plain text on every surface, and whatever a parameter holds, it is not the server that fails.</summary>
public sealed class PlainTextTests(PlainTextPortal portal) : IClassFixture<PlainTextPortal>
{
    private static readonly string[] Kinds =
    [
        "page", "page title", "page attribute", "json-ld", "json", "json html", "xml", "feed html", "calendar", "csv", "dump", "markdown", "mail subject", "mail text", "mail html",
    ];

    private static readonly string[] Mails =
    [
        "Bekräfta", "Uppdaterad:", "Väntar på besked:", "Inställt möte:", "Flyttat möte:", "Veckan som gick:", "Att granska:", "Tillbaka till dig:", "Godkänd:",
    ];

    /// <summary>NUL; what turns the reading direction; half a pair of surrogates and other bytes that are no UTF-8.</summary>
    private static readonly string[] Odd = ["a%00b", "a%E2%80%AE%E2%81%A6b", "a%ED%A0%80%FF%C3%28b"];

    private static readonly string OneMegabyte = new('x', 1_000_000);

    [Fact]
    public async Task Promise03_HostileTextInEveryField_IsTextEverywhere()
    {
        await portal.VisitAsync();

        Assert.Empty(portal.Judge.Complaints);
        Assert.Empty(portal.Judge.Unseen);
        Assert.Empty(Kinds.Except(portal.Judge.Kinds));
        Assert.All(Mails, mail => Assert.Contains(portal.Subjects, subject => subject.StartsWith(mail, StringComparison.Ordinal)));
        Assert.True(portal.Judge.Places > 300, $"{portal.Judge.Places}");
    }

    [Fact]
    public async Task Promise03_OddBytesInEveryParameter_AreNeverTheServersFault()
    {
        await portal.VisitAsync();
        var answers = 0;
        foreach (var odd in Odd)
        {
            await portal.AskAsync(odd, SeeAsync);
        }

        await portal.SubmitAsync(
            (fields, _) => [.. fields.Keys.Select(field => new Dictionary<string, string> { [field] = OneMegabyte }), .. Odd.Select(odd => fields.ToDictionary(field => field.Key, _ => odd))],
            SeeAsync);

        Assert.True(answers > 600, $"{answers}");

        Task SeeAsync(string address, HttpResponseMessage response)
        {
            answers++;
            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {address}");
            return Task.CompletedTask;
        }
    }

    /// <summary>The oracle sees a text that was put in as it is, or encoded twice, and says nothing of one that was put in rightly.</summary>
    [Theory]
    [InlineData("text/html", "<p>RAW</p>", "<p>HTML</p>")]
    [InlineData("text/html", "<title>RAW</title>", "<title>HTML</title>")]
    [InlineData("text/html", "<input value=\"RAW\">", "<input value=\"HTML\">")]
    [InlineData("text/html", "<input value='RAW'>", "<input value='HTML'>")]
    [InlineData("text/html", "<!-- RAW -->", "<br>")]
    [InlineData("text/html", "<p>TWICE</p>", "<p><mark>ond</mark>0märke&quot;&#39;&gt; …</p>")]
    [InlineData("text/html", "<script type=\"application/ld+json\">[\"RAW\"]</script>", "<script type=\"application/ld+json\">[JSON]</script>")]
    [InlineData("application/json", "[\"RAW\"]", "[JSON]")]
    [InlineData("application/json", "[\"HTML\"]", "[JSON, \"ond0märke …\"]")]
    [InlineData("application/json", "{\"html\": JSON}", "{\"html\": \"HTML\"}")]
    [InlineData("application/atom+xml", "<title>RAW</title>", "<title>HTML</title>")]
    [InlineData("application/atom+xml", "<title>TWICE</title>", "<title>HTML</title>")]
    [InlineData("application/atom+xml", "<content type=\"html\">HTML</content>", "<content type=\"html\">TWICE</content>")]
    [InlineData("application/rss+xml", "<item><description>HTML</description></item>", "<item><description>TWICE</description></item>")]
    [InlineData("text/calendar", "SUMMARY:RAW\r\n", "SUMMARY:LINE\\nX-\r\n OND:1\r\n")]
    [InlineData("message/rfc822", "Subject: RAW\r\n\r\n", "Subject: LINE\r\n\r\nRAW")]
    [InlineData("message/rfc822", "Content-Type: text/html\r\n\r\nRAW", "Content-Type: text/html; charset=utf-8\r\n\r\nHTML")]
    public void Judge_OfATextPutInAsItIs_Complains(string mediaType, string wrong, string right)
    {
        Assert.NotEmpty(Complaints(wrong));
        Assert.Empty(Complaints(right));

        List<string> Complaints(string answer)
        {
            var judge = new PlainTextJudge();
            var (text, line) = (judge.Text("field"), judge.Line("field"));
            judge.See("answer", mediaType, Encoding.UTF8.GetBytes(answer
                .Replace("RAW", text, StringComparison.Ordinal)
                .Replace("LINE", line, StringComparison.Ordinal)
                .Replace("JSON", JsonSerializer.Serialize(text), StringComparison.Ordinal)
                .Replace("HTML", WebUtility.HtmlEncode(line), StringComparison.Ordinal)
                .Replace("TWICE", WebUtility.HtmlEncode(WebUtility.HtmlEncode(line)), StringComparison.Ordinal)));
            return judge.Complaints;
        }
    }
}
