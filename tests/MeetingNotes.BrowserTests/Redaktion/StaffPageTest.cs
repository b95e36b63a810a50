using System.Collections.Concurrent;
using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>Judges a page of the desk in one of its states by all that the public pages are judged by.</summary>
public abstract class StaffPageTest(PortalFixture portal) : StaffTest(portal)
{
    /// <summary>The only pages with a script; all others are plain forms, with or without.</summary>
    private static readonly string[] Scripted = ["Klistra", "Utkast/Utkast"];

    /// <summary>Which page has a title: no other may.</summary>
    private static readonly ConcurrentDictionary<string, string> Titles = new(StringComparer.Ordinal);

    protected async Task JudgeAsync(string name)
    {
        var (page, shown, html) = await OpenAsync(name);

        var title = await page.TitleAsync();
        var faults = new List<string>(await NuChecker.FaultsAsync(name, html));
        faults.AddRange(Titles.GetOrAdd(title, shown.Page) == shown.Page ? [] : [$"also the title of {Titles[title]}: {title}"]);
        faults.AddRange(await SkeletonJudge.FaultsAsync(page));
        faults.AddRange(await ErrorFaultsAsync(page, name));
        faults.AddRange(await KeyboardJudge.TabFaultsAsync(page, least: 8));
        faults.AddRange(await KeyboardJudge.TargetFaultsAsync(page, 320, 1280));
        faults.AddRange(await LayoutJudge.FaultsAsync(page));
        faults.AddRange(await AxeJudge.FaultsAsync(page, ColorScheme.Light, 320));
        faults.AddRange(await AxeJudge.FaultsAsync(page, ColorScheme.Dark, 1280));

        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(30)));
        Assert.True(Scripted.Contains(shown.Page) || await page.Locator("script").CountAsync() == 0, "The page has a script.");
    }

    /// <summary>With the HTML as it came from the portal, before any script or parser mended it.</summary>
    protected async Task<(IPage Page, StaffPage Shown, string Html)> OpenAsync(string name)
    {
        var shown = StaffPages.All.Single(page => page.Name == name);
        var page = await NewPageAsync(state: shown.Person is { } person ? await Portal.SignedInAsync(person) : null);
        IResponse? last = null;
        page.Response += (_, response) => last = StaffPages.IsNewPage(page, response) ? response : last;
        await page.GotoAsync(shown.Address(Portal.Desk));
        if (shown.ActAsync is { } actAsync)
        {
            await actAsync(page, Portal.Desk);
        }

        return (page, shown, await last!.TextAsync());
    }

    /// <summary>A8: a page with what is wrong says so in its title and in a summary that leads to each field, and at the fields.</summary>
    private static Task<string[]> ErrorFaultsAsync(IPage page, string name) => page.EvaluateAsync<string[]>(
        """
        isWrong => {
          const faults = [], summary = document.querySelector('[id="sida-fel"], .error-summary');
          if (document.title.startsWith('Fel:') !== isWrong) faults.push(`title: ${document.title}`);
          if (!!summary !== isWrong) faults.push(`summary: ${!!summary}`);
          for (const link of summary?.querySelectorAll('a') ?? []) {
            const field = document.getElementById(link.hash.slice(1));
            if (!field) faults.push(`summary leads nowhere: ${link.hash}`);
            else if (field.matches('input, select, textarea') && field.getAttribute('aria-invalid') !== 'true' && field.type !== 'radio') faults.push(`not marked as wrong: ${link.hash}`);
          }
          return faults;
        }
        """, name.EndsWith(", fel", StringComparison.Ordinal) || name.EndsWith("två gånger samma tid", StringComparison.Ordinal));
}
