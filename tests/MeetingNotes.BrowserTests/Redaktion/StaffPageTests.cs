using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.BrowserTests.Redaktion;

/// <summary>Every page of the desk, in every state, passes what the public pages pass: axe, keyboard, layout, structure and markup.</summary>
public sealed class StaffPageTests(PortalFixture portal) : StaffPageTest(portal)
{
    private const string Folder = "/Redaktion/";

    /// <summary>For somebody without an account, but of a draft.</summary>
    private const string SharedPreview = "/Forhandsvisning";

    /// <summary>Has no page of its own: the script of the editor asks it who else is there.</summary>
    private const string Presence = "Utkast/Narvaro";

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
    [MemberData(nameof(StaffPages.Others), MemberType = typeof(StaffPages))]
    public Task Page_EveryWidthAndScheme_HasNoFault(string name) => JudgeAsync(name);

    [Theory]
    [InlineData("utkast, godkänt")]
    [InlineData("publicera en rättelse, fel")]
    [InlineData("personer")]
    [InlineData("jämför versioner")]
    public async Task Page_ForcedColours_HasNoViolations(string name) => Assert.Empty(await AxeJudge.ForcedColoursFaultsAsync((await OpenAsync(name)).Page));
}

/// <summary>Those of drafts, at the same time as the others.</summary>
public sealed class DraftPageTests(PortalFixture portal) : StaffPageTest(portal)
{
    [Theory]
    [MemberData(nameof(StaffPages.OfDrafts), MemberType = typeof(StaffPages))]
    public Task Page_EveryWidthAndScheme_HasNoFault(string name) => JudgeAsync(name);
}
