using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;
using Microsoft.Playwright;

namespace MeetingNotes.BrowserTests;

/// <summary>The search box suggests while somebody types: with the keyboard, with the mouse, and to who listens.</summary>
public sealed class SearchBoxTests(PortalFixture portal) : BrowserTest(portal)
{
    private const string Options = ".search-box__suggestions:not([hidden]) [role=option]";

    [Fact]
    public async Task Box_Typed_TellsAsAComboboxDoes()
    {
        var page = await OpenAsync("/om");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Sök i noteringarna" });
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "false");

        await TypeAsync(page, "kollek");

        var options = await page.Locator(Options).AllInnerTextsAsync();
        Assert.InRange(options.Count, 4, 10);
        Assert.Contains(options, option => option.StartsWith("Ämne: Kollektivtrafik", StringComparison.Ordinal));
        Assert.Equal("true", await box.GetAttributeAsync("aria-expanded"));
        Assert.Equal("list", await box.GetAttributeAsync("aria-autocomplete"));
        Assert.Equal("listbox", await page.Locator("#" + await box.GetAttributeAsync("aria-controls")).GetAttributeAsync("role"));
        Assert.Null(await box.GetAttributeAsync("aria-activedescendant"));
        Assert.Equal($"{options.Count} förslag", await page.Locator("search [role=status]").TextContentAsync());
    }

    [Fact]
    public async Task Keyboard_ArrowsHomeAndEnd_GoRoundAndLeaveTheText()
    {
        var page = await OpenAsync("/");
        await TypeAsync(page, "kollek");
        var count = await page.Locator(Options).CountAsync();

        Assert.Null(await ActiveAsync(page));
        Assert.Equal(1, await PressAsync(page, "ArrowDown"));
        Assert.Equal(2, await PressAsync(page, "ArrowDown"));
        Assert.Equal(1, await PressAsync(page, "ArrowUp"));
        Assert.Null(await PressAsync(page, "ArrowUp"));
        Assert.Equal(count, await PressAsync(page, "ArrowUp"));
        Assert.Null(await PressAsync(page, "ArrowDown"));
        Assert.Equal(1, await PressAsync(page, "ArrowDown"));
        Assert.Null(await PressAsync(page, "Home"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.activeElement.selectionStart"));
        Assert.Equal(1, await PressAsync(page, "ArrowDown"));
        Assert.Null(await PressAsync(page, "End"));
        Assert.Equal(6, await page.EvaluateAsync<int>("document.activeElement.selectionStart"));
        Assert.Equal("kollek", await page.Locator("main input[name=q]").InputValueAsync());
    }

    [Fact]
    public async Task Keyboard_Escape_ClosesAndKeepsTheText()
    {
        var page = await OpenAsync("/");
        await TypeAsync(page, "kollek");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator(Options)).ToHaveCountAsync(0);
        var box = page.Locator("main input[name=q]");
        Assert.Equal("kollek", await box.InputValueAsync());
        Assert.Equal("false", await box.GetAttributeAsync("aria-expanded"));
        Assert.Null(await box.GetAttributeAsync("aria-activedescendant"));
        Assert.Equal("", await page.Locator("search [role=status]").TextContentAsync());

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Locator(Options).First.WaitForAsync();
    }

    [Fact]
    public async Task Keyboard_EnterWithoutAnOption_SearchesForWhatIsTyped()
    {
        var page = await OpenAsync("/");
        await TypeAsync(page, "kollektivtrafik");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/sok?q=kollektivtrafik");
        Assert.Matches("^[0-9]+ träffar på ”kollektivtrafik” - ", await page.TitleAsync());
    }

    [Fact]
    public async Task Keyboard_EnterOnAWord_SearchesForItWithTheFiltersOfTheForm()
    {
        var page = await OpenAsync("/sok?q=buss&organ=regionala-samverkansradet");
        await TypeAsync(page, "kollektivtrafikmynd");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/sok?q=kollektivtrafikmyndighet&organ=regionala-samverkansradet");
    }

    [Fact]
    public async Task Mouse_OnATopic_GoesThere()
    {
        var page = await OpenAsync("/noterat");
        await TypeAsync(page, "kollek");
        await page.Locator(Options, new() { HasText = "Ämne: Kollektivtrafik" }).ClickAsync();

        await page.WaitForURLAsync("**/amnen/kollektivtrafik");
    }

    [Fact]
    public async Task Mouse_OnAHeading_GoesToTheItem()
    {
        var page = await OpenAsync("/");
        await TypeAsync(page, "nya styrdok");
        await page.Locator(Options, new() { HasText = "Kollektivtrafiken får nya styrdokument" }).ClickAsync();

        await page.WaitForURLAsync("**/noterat/regionala-samverkansradet/2018-04-11#*");
    }

    [Fact]
    public async Task List_WhenLeft_IsClosed()
    {
        var page = await OpenAsync("/");
        await TypeAsync(page, "kollek");
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(page.Locator(Options)).ToHaveCountAsync(0);
    }

    /// <summary>An answer to what was typed before comes too late to be shown.</summary>
    [Fact]
    public async Task List_SlowAnswer_IsNotShownForWhatIsTypedNow()
    {
        var page = await NewPageAsync();
        await page.RouteAsync("**/api/v1/suggest?q=kollek", async route =>
        {
            await Task.Delay(1000);
            await route.ContinueAsync();
        });
        await page.GotoAsync("/");
        var box = page.Locator("main input[name=q]");
        await box.PressSequentiallyAsync("kollek");
        await page.WaitForTimeoutAsync(400);
        await box.FillAsync("färdtj");
        await page.Locator(Options, new() { HasText = "färdtjänst" }).First.WaitForAsync();
        await page.WaitForTimeoutAsync(1200);

        Assert.DoesNotContain(await page.Locator(Options).AllInnerTextsAsync(), option => option.StartsWith("kollektiv", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/", 1280)]
    [InlineData("/", 320)]
    [InlineData("/om", 1280)]
    [InlineData("/sok?q=buss", 1280)]
    [InlineData("/sok?q=buss", 360)]
    public async Task List_Open_MovesAndHidesNothingAndPassesTheJudges(string path, int width)
    {
        var page = await OpenAsync(path, width);
        const string Places = "[...document.querySelectorAll('main *, footer *')].filter(e => !e.closest('.search-box__suggestions')).map(e => Math.round(e.getBoundingClientRect().top + scrollY)).join()";
        var before = await page.EvaluateAsync<string>(Places);
        await TypeAsync(page, "kollek");
        await page.Keyboard.PressAsync("ArrowDown");

        Assert.Equal(before, await page.EvaluateAsync<string>(Places));
        Assert.Empty(await LayoutJudge.CutAsync(page));
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            Assert.Empty(await AxeJudge.FaultsAsync(page, scheme, width));
        }

        Assert.Empty(await AxeJudge.ForcedColoursFaultsAsync(page));
        Assert.Equal(1, await ActiveAsync(page));
    }

    [Fact]
    public async Task List_WithLargeText_StaysOnTheScreen()
    {
        var page = await OpenAsync("/", 320);
        await LayoutJudge.StyleAsync(page, "html { font-size: 200% }");
        await TypeAsync(page, "kollek");

        Assert.Empty(await LayoutJudge.CutAsync(page));
    }

    [Fact]
    public async Task Box_WithoutScript_IsAForm()
    {
        var page = await NewPageAsync(javaScript: false);
        await page.GotoAsync("/om");
        var box = page.Locator("header input[name=q]");
        Assert.Null(await box.GetAttributeAsync("role"));
        await box.FillAsync("färdtjänst");
        await box.PressAsync("Enter");

        await page.WaitForURLAsync("**/sok?q=f%C3%A4rdtj%C3%A4nst");
    }

    [Fact]
    public async Task Box_WhenNobodyAnswers_IsAForm()
    {
        var page = await NewPageAsync();
        await page.RouteAsync("**/api/v1/suggest**", route => route.AbortAsync());
        await page.GotoAsync("/");
        var box = page.Locator("main input[name=q]");
        await box.PressSequentiallyAsync("färdtjänst");
        await page.WaitForTimeoutAsync(400);
        await box.PressAsync("Enter");

        await page.WaitForURLAsync("**/sok?q=f%C3%A4rdtj%C3%A4nst");
    }

    private static async Task TypeAsync(IPage page, string text)
    {
        var box = page.Locator("input[name=q]");
        await box.FillAsync("");
        await box.PressSequentiallyAsync(text);
        await page.Locator(Options).First.WaitForAsync();
        await page.WaitForFunctionAsync("typed => performance.getEntriesByType('resource').some(e => e.name.endsWith('suggest?q=' + encodeURIComponent(typed)) && e.responseEnd > 0)", text);
        await page.WaitForTimeoutAsync(50);
    }

    private static async Task<int?> PressAsync(IPage page, string key)
    {
        await page.Keyboard.PressAsync(key);
        return await ActiveAsync(page);
    }

    /// <summary>Which option is active, from 1; it alone is selected.</summary>
    private static Task<int?> ActiveAsync(IPage page) => page.EvaluateAsync<int?>(
        """
        () => {
          const id = document.activeElement.getAttribute('aria-activedescendant');
          const options = [...document.querySelectorAll('.search-box__suggestions [role=option]')];
          const selected = options.filter(o => o.getAttribute('aria-selected') === 'true');
          if (id === null) return selected.length === 0 ? null : -1;
          return selected.length === 1 && selected[0].id === id ? options.indexOf(selected[0]) + 1 : -2;
        }
        """);
}
