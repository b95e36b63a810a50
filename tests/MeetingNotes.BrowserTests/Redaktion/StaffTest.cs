using System.Globalization;
using System.Runtime.CompilerServices;
using MeetingNotes.BrowserTests.Testing;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>A test at the desk: signs in as a sample person and begins drafts of its own.</summary>
public abstract class StaffTest(PortalFixture portal) : BrowserTest(portal)
{
    private static int _days;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected async Task<IPage> SignInAsync(string person, int width = 1280, bool javaScript = true)
    {
        var page = await NewPageAsync(width, javaScript: javaScript);
        await SignInAsync(page, Portal.Origin, person);
        return page;
    }

    protected static async Task SignInAsync(IPage page, string origin, string person)
    {
        await page.GotoAsync($"{origin}/redaktion/logga-in");
        await page.ClickAsync($"button[value={person}]");
        await page.WaitForURLAsync("**/redaktion");
    }

    /// <summary>A new draft of a meeting that nothing else has; somebody has to have signed in.</summary>
    protected async Task<Guid> BeginAsync(DraftContent content) =>
        (await Desk.StartAsync(await AlvaAsync(), "kulturforum", new DateOnly(2025, 1, 1).AddDays(Interlocked.Increment(ref _days)), 1, content, Ct))!.Value.Id;

    protected async Task<Draft> FindAsync(Guid id) => (await Desk.FindAsync(id, await AlvaAsync(), Ct))!;

    protected static string PathOf(Guid id) => string.Create(CultureInfo.InvariantCulture, $"/redaktion/utkast/{id}");

    /// <summary>Within fifteen seconds: what was typed is saved after five at the most, and a busy machine is no fault.</summary>
    protected static Task UntilAsync(Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") => Until.TrueAsync(isSo, TimeSpan.FromSeconds(15), what);

    private DraftDesk Desk => Portal.Services.GetRequiredService<DraftDesk>();

    private async Task<StaffPerson> AlvaAsync() => new()
    {
        Id = await Portal.Services.GetRequiredService<Database>().ExecuteScalarAsync<Guid>("SELECT id FROM people WHERE subject = 'alva'", null, Ct),
        Name = "Alva",
        Grants = [new Grant(StaffRole.Writer, null)],
    };
}
