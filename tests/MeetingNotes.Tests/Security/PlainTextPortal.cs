using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Following;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Security;

/// <summary>A portal with a hostile text in every field of its note files, drafts, mails and forms.</summary>
public sealed class PlainTextPortal(WebFixture web, PostgresFixture postgres) : IAsyncLifetime
{
    private const string Body = PlainTextNotes.Body;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("noterat-plain-").FullName;
    private readonly Dictionary<string, string> _addresses = [];
    private readonly HashSet<(string Path, string Name)> _parameters = [];
    private readonly Dictionary<string, List<string>> _kinds = [];
    private EndpointFixture _fixture = null!;
    private FollowTest _following = null!;
    private StaffClient _administrator = null!;
    private StaffPerson _writer = null!;
    private StaffPerson _reviewer = null!;
    private Lazy<Task> _visited = null!;
    private int _days;

    internal PlainTextJudge Judge { get; } = new();

    /// <summary>Of the mails that have been sent.</summary>
    internal List<string> Subjects { get; } = [];

    private PlainTextNotes Notes => new(Judge);

    public async ValueTask InitializeAsync()
    {
        Notes.Write(_folder);
        _fixture = new EndpointFixture(web, postgres) { Notes = _folder };
        await _fixture.InitializeAsync();
        _following = await FollowTest.OnAsync(_fixture.Database);
        _administrator = await StaffClient.WithRightsAsync(_fixture.Portal, Judge.Text("administrator"), new Grant(StaffRole.Administrator, null));
        _writer = await PersonAsync("writer");
        _reviewer = await PersonAsync("reviewer");
        _visited = new(VisitOnceAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _following.DisposeAsync();
        await _fixture.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Has everything happen that is told of, and sees everything that anybody can see; once.</summary>
    internal Task VisitAsync() => _visited.Value;

    /// <summary>Asks for everything that takes a parameter, or has one in its path, with this in its place. No path can hold a NUL or a slash of its own.</summary>
    internal async Task AskAsync(string value, Func<string, HttpResponseMessage, Task> seeAsync)
    {
        var inPath = value.Replace("%00", "", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);
        var addresses = _parameters.Select(parameter => $"{parameter.Path}?{parameter.Name}={value}").Concat(
            EndpointTable.Rows.Where(row => row.Verb == "GET").Select(row => row.Address.Split('?')[0].Replace("{note}", $"{Body}/x", StringComparison.Ordinal).Replace("{followup}", $"{Body}/x", StringComparison.Ordinal))
                .Select(path => (Folder: path[..(path.LastIndexOf('/') + 1)], End: Path.GetExtension(path))).Where(path => path.Folder.Length > 1 && !path.Folder.Contains('{', StringComparison.Ordinal))
                .Select(path => path.Folder + inPath + path.End));
        foreach (var address in addresses.Distinct())
        {
            await seeAsync(address, await GetAsync(address));
        }
    }

    /// <summary>Sends every form of the desk that has something to write in.</summary>
    /// <param name="fillings">Of the fields to write in, with the longest that each takes: what to send instead of what the page holds, as it stands in a form.</param>
    /// <param name="seeAsync">Sees the page of the form and the answer.</param>
    internal async Task SubmitAsync(Func<Dictionary<string, int>, string, IEnumerable<Dictionary<string, string>>> fillings, Func<string, HttpResponseMessage, Task> seeAsync)
    {
        foreach (var row in EndpointTable.Rows.Where(row => row is { Verb: "GET", IsStaffs: true, Status: null } or { Key: "GET /Prenumerera/Index" }))
        {
            var address = _addresses[row.Address] = await AddressAsync(row);
            var response = await _administrator.GetAsync(address);
            await seeAsync(address, response);
            foreach (var form in (await WebFixture.ParseAsync(response)).QuerySelectorAll("main form[method=post]").OfType<IHtmlFormElement>())
            {
                var typed = form.Elements.Where(IsText).DistinctBy(NameOf).ToDictionary(NameOf, field => int.Parse(field.GetAttribute("maxlength") ?? "100", CultureInfo.InvariantCulture));
                foreach (var filling in typed.Count > 0 ? fillings(typed, row.Key) : [])
                {
                    var action = form.GetAttribute("action") is { Length: > 0 } given ? given : address;
                    await seeAsync($"POST {action}", await PostAsync(action, FormFields.FilledIn(form, []).Select(field => (field.Name, filling.GetValueOrDefault(field.Name) ?? Uri.EscapeDataString(Chosen(form, field))))));
                }
            }
        }
    }

    private async Task VisitOnceAsync()
    {
        var more = await SendMailsAsync();
        await SubmitAsync(
            (fields, page) =>
            {
                var texts = fields.ToDictionary(field => field.Key, field => Uri.EscapeDataString(Judge.Text($"{page} {field.Key}", field.Value)));
                return [new(texts) { ["_token"] = "gammal" }, texts];
            },
            Judge.SeeAsync);
        _following.Portal.Clock.Advance(TimeSpan.FromDays(10));
        await SendAsync();

        foreach (var row in EndpointTable.Rows.Where(row => row.Verb == "GET"))
        {
            more.Add(_addresses.GetValueOrDefault(row.Address) ?? await AddressAsync(row));
        }

        var marked = Uri.EscapeDataString(Judge.Line("text, public"));
        more.AddRange(((string[])["/sok", "/sok.atom", "/sok.rss", "/api/v1/search", "/api/v1/suggest"]).SelectMany(path => (string[])[$"{path}?q=OND", $"{path}?q={marked}"]));
        await Crawl.VisitAsync(Crawl.Starts.Concat(more), GetAsync, SeeAsync, IsWanted);
        await AskAsync(Uri.EscapeDataString(Judge.Text("address")), Judge.SeeAsync);
    }

    private async Task SeeAsync(string address, HttpResponseMessage response)
    {
        await Judge.SeeAsync(address, response);
        _parameters.UnionWith(HttpUtility.ParseQueryString(address[address.Split('?')[0].Length..]).AllKeys.OfType<string>().Select(name => (FirstOf(address), name)));
        if (response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            var forms = (await WebFixture.ParseAsync(response)).Forms.Where(form => form.Method == "get");
            _parameters.UnionWith(forms.SelectMany(form => form.Elements.Where(field => field.HasAttribute("name")), (form, field) => (FirstOf(form.GetAttribute("action")!), NameOf(field))));
        }
        else if (address == "/openapi/v1.json")
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
            foreach (var operation in document.RootElement.GetProperty("paths").EnumerateObject().Where(path => !path.Name.Contains('{', StringComparison.Ordinal)))
            {
                var parameters = operation.Value.GetProperty("get").TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];
                _parameters.UnionWith(parameters.Where(one => one.TryGetProperty("name", out _)).Select(one => ($"/api/v1{operation.Name}", one.GetProperty("name").GetString()!)));
            }
        }
    }

    private Task<HttpResponseMessage> GetAsync(string address) =>
        address.StartsWith("/redaktion", StringComparison.Ordinal) ? _administrator.GetAsync(address) : WebFixture.SendAsync(_fixture.Portal, HttpMethod.Get, address);

    private async Task<HttpResponseMessage> PostAsync(string address, IEnumerable<(string Name, string Value)> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={field.Value}")), new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await _administrator.SendAsync(request);
    }

    private static bool IsText(IElement field) =>
        field.HasAttribute("name") && field is IHtmlTextAreaElement { IsReadOnly: false } or IHtmlInputElement { Type: "text" or "search" or "email" or "url", IsReadOnly: false };

    private static string NameOf(IElement field) => field.GetAttribute("name")!;

    /// <summary>What the page chose, or something where it chose nothing.</summary>
    private string Chosen(IHtmlFormElement form, (string Name, string Value) field) => form.Elements.First(element => element.GetAttribute("name") == field.Name) switch
    {
        _ when field.Value.Length > 0 => field.Value,
        IHtmlInputElement { Type: "date" } => new DateOnly(2031, 1, 1).AddDays(_days++).ToString("O", CultureInfo.InvariantCulture),
        IHtmlSelectElement choice => choice.Options is [.., var last] ? last.Value : "",
        _ => "",
    };

    /// <summary>The first address of its kind: pages of one kind take the same parameters.</summary>
    private string FirstOf(string address) => OfKind(address)[0].Split('?')[0];

    /// <summary>Eight of each kind are enough.</summary>
    private bool IsWanted(string link) => OfKind(link).IndexOf(link) < 8 && !link.StartsWith("/redaktion/logga-ut", StringComparison.Ordinal);

    /// <summary>Addresses alike that have been met, with this one.</summary>
    private List<string> OfKind(string address)
    {
        var path = address.Split('?')[0];
        var kind = $"{string.Join('/', path.Split('/').Take(3))} {path.Count(letter => letter == '/')} {Path.GetExtension(path)}";
        if (!_kinds.TryGetValue(kind, out var alike))
        {
            _kinds[kind] = alike = [];
        }

        if (!alike.Contains(address))
        {
            alike.Add(address);
        }

        return alike;
    }

    private async Task<string> AddressAsync(Row row)
    {
        if (!row.Address.Contains("{draft}", StringComparison.Ordinal))
        {
            return await _fixture.AddressAsync(row);
        }

        var isNumber = row.Address.EndsWith("/personnummer", StringComparison.Ordinal);
        var isReviewed = row.Address.EndsWith("/granska", StringComparison.Ordinal) || isNumber;
        var kind = isNumber ? "draft with a number" : isReviewed ? "submitted draft" : "draft";
        if (!_addresses.TryGetValue(kind, out var id))
        {
            var content = Notes.Draft(kind);
            _addresses[kind] = id = $"{await _fixture.DraftAsync(isNumber ? content with { Lead = content.Lead + " 19811218-9876." } : content)}";
            if (isReviewed)
            {
                Assert.Equal(ReviewOutcome.Done, await _following.Portal.Get<DraftReview>().SubmitAsync(Guid.Parse(id), 1, _writer, Ct));
            }
        }

        return row.Address.Replace("{draft}", id, StringComparison.Ordinal);
    }

    private async Task<StaffPerson> PersonAsync(string who)
    {
        var sessions = _following.Portal.Get<StaffSessions>();
        var session = await sessions.StartAsync(new SignedIn("prov", who, Judge.Text(who), $"{who}@region.example", true, [StaffRole.Administrator]), Ct);
        return (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), Ct))!;
    }

    /// <summary>Somebody follows everything, and what mails tell of happens; what forms bring about comes after.</summary>
    /// <returns>Addresses that only the mails know.</returns>
    private async Task<List<string>> SendMailsAsync()
    {
        var (desk, portal) = (_following.Desk, _following.Portal);
        var search = Judge.Text("followed search");
        var choice = new FollowChoice
        {
            Everything = true,
            Bodies = [Body],
            Topics = ["kollektivtrafik"],
            Matter = "arendet",
            FollowUp = (Body, "lofte"),
            Search = new SearchChoice(search),
            SearchPath = "/sok?q=" + Uri.EscapeDataString(search),
        };
        var secret = await _following.FollowAsync("anna@exempel.se", choice);
        SeeMails();
        await _following.FollowAsync("bo@exempel.se", choice, isWeekly: true);

        var withdrawn = await desk.NoteAsync(_writer, Body, new DateOnly(2026, 9, 3));
        await portal.Get<NotePublishing>().WithdrawAsync(withdrawn.Id, Judge.Text("reason of a withdrawal"), _writer.Actor, Ct);
        var note = await desk.PublishedAsync(_writer, Body, Notes.Draft("note of the desk"), new DateOnly(2026, 9, 6));
        await SendAsync();
        await _following.FollowAsync("cecilia@exempel.se", new FollowChoice { FollowUp = (Body, "lofte-6") });
        await desk.DecideAsync(await desk.CorrectionAsync(note, _writer, Judge.Line("corrected text")), _writer, changeNote: Judge.Text("change note"));

        var review = portal.Get<DraftReview>();
        var draft = await desk.DraftAsync(_writer, Body, Notes.Draft("reviewed draft"), new DateOnly(2026, 9, 7));
        var link = PreviewLinks.NewToken();
        await portal.Get<PreviewLinks>().CreateAsync(draft.Id, link, 3, _writer, Ct);
        await review.SubmitAsync(draft.Id, draft.Revision, _writer, Ct);
        await review.ReturnAsync(draft.Id, draft.Revision, Guid.CreateVersion7(), Judge.Text("reviewer's comment"), _reviewer, Ct);
        await review.SubmitAsync(draft.Id, draft.Revision, _writer, Ct);
        await desk.DecideAsync(draft, _reviewer, DecisionKind.Approve);
        await SendAsync();
        return [$"/prenumerera/mina/{secret}", $"/prenumerera/sluta/{secret}", $"/forhandsvisning/{link}"];
    }

    private async Task SendAsync()
    {
        await _following.SendAsync();
        SeeMails();
    }

    private void SeeMails()
    {
        foreach (var mail in _following.Mail.Server.Received)
        {
            Judge.See(mail);
            Subjects.Add(mail.Message.Subject ?? "");
        }
    }
}
