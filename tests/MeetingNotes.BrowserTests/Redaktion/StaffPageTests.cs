using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>Every page of the desk, in every state, passes what the public pages pass: axe, keyboard, layout, structure and markup.</summary>
public sealed class StaffPageTests(PortalFixture portal) : StaffTest(portal)
{
    private const string Folder = "/Redaktion/";

    /// <summary>For somebody without an account, but of a draft.</summary>
    private const string SharedPreview = "/Forhandsvisning";

    /// <summary>Has no page of its own: the script of the editor asks it who else is there.</summary>
    private const string Presence = "Utkast/Narvaro";

    /// <summary>The only pages with a script; all others are plain forms, with or without.</summary>
    private static readonly string[] Scripted = ["Klistra", "Utkast/Utkast"];

    [Fact]
    public void List_AgainstThePortal_HasEveryPage()
    {
        var pages = Portal.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .OfType<PageActionDescriptor>()
            .Select(page => page.ViewEnginePath)
            .Where(path => path == SharedPreview || path.StartsWith(Folder, StringComparison.Ordinal))
            .Select(path => path == SharedPreview ? path : path[Folder.Length..])
            .Where(page => page != Presence)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(pages, StaffPages.All.Select(page => page.Page).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(StaffPages.All.Select(page => page.Name).Distinct(), StaffPages.All.Select(page => page.Name));
    }

    [Theory]
    [MemberData(nameof(StaffPages.Names), MemberType = typeof(StaffPages))]
    public async Task Page_EveryWidthAndScheme_HasNoFault(string name)
    {
        var (page, shown) = await OpenAsync(name);

        var faults = new List<string>();
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

    [Theory]
    [InlineData("utkast, godkänt")]
    [InlineData("publicera en rättelse, fel")]
    [InlineData("personer")]
    [InlineData("jämför versioner")]
    public async Task Page_ForcedColours_HasNoViolations(string name) => Assert.Empty(await AxeJudge.ForcedColoursFaultsAsync((await OpenAsync(name)).Page));

    /// <summary>One way through all of them, since each has to be led to its state.</summary>
    [Fact]
    public async Task NuCheckerAndTitles_OverAllPages_FindNoError()
    {
        var (pages, titles) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<(string Title, string Page)>());
        foreach (var shown in StaffPages.All)
        {
            var (page, _, html) = await OpenWithSourceAsync(shown.Name);
            pages[shown.Name] = html;
            titles.Add((await page.TitleAsync(), shown.Page));
            await page.Context.CloseAsync();
        }

        var faults = await NuChecker.FaultsAsync(pages);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(30)));
        Assert.Empty(titles.Distinct().GroupBy(title => title.Title).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    private async Task<(IPage Page, StaffPage Shown)> OpenAsync(string name)
    {
        var (page, shown, _) = await OpenWithSourceAsync(name);
        return (page, shown);
    }

    /// <summary>With the HTML as it came from the portal, before any script or parser mended it.</summary>
    private async Task<(IPage Page, StaffPage Shown, string Html)> OpenWithSourceAsync(string name)
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
