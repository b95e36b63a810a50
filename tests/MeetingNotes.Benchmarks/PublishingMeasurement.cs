using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Benchmarks;

/// <summary>
/// From an editor's click on "Publicera" until readers see the correction, on the instance that she uses and on another. Both have the page in memory
/// before, and are asked all the time. They run in Development, where anybody may sign in as a sample person, on the same database.
/// </summary>
internal static partial class PublishingMeasurement
{
    private const int Notes = 20;

    /// <param name="here">Where the editor is.</param>
    /// <param name="there">The other instance.</param>
    public static async Task RunAsync(Uri here, Uri there)
    {
        using var cookies = new HttpClientHandler { AllowAutoRedirect = false };
        using var editor = new HttpClient(cookies) { BaseAddress = here };
        using var near = new HttpClient { BaseAddress = here };
        using var far = new HttpClient { BaseAddress = there };
        await SubmitAsync(editor, "/redaktion/logga-in", "main form[method=post]", new() { ["person"] = "signe" });
        var paths = NotePath().Matches(await near.GetStringAsync("/noterat?sida=3")).Select(match => match.Value).Distinct().Take(Notes).ToList();
        List<(double Answer, double Here, double There)> times = [];
        foreach (var path in paths)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"Mätningen {Environment.TickCount64} är gjord.");
            var draft = await CorrectionOfAsync(editor, path.Replace("/noterat/", "/redaktion/noteringar/", StringComparison.Ordinal));
            await SubmitAsync(editor, draft, "#sida-form", new() { ["Lead"] = words, ["act"] = "save" });
            var publish = await FillInAsync(editor, $"{draft}/publicera", "#sida-form", new() { ["Input.Kind"] = "mindre", ["Input.IsAttested"] = "true" });
            await near.GetStringAsync(path);
            await far.GetStringAsync(path);

            var click = Stopwatch.GetTimestamp();
            var seen = Task.WhenAll(UntilSeenAsync(near, path, words, click), UntilSeenAsync(far, path, words, click));
            await SendAsync(editor, publish);
            var answer = Stopwatch.GetElapsedTime(click).TotalMilliseconds;
            var visible = await seen;
            times.Add((answer, visible[0], visible[1]));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {times.Count} | {Median(times.Select(time => time.Answer)):0} | {Median(times.Select(time => time.Here)):0} | {Median(times.Select(time => time.There)):0} | {times.Max(time => time.There):0} |"));
    }

    private static double Median(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>A new draft, or the one that an earlier run left.</summary>
    private static async Task<string> CorrectionOfAsync(HttpClient editor, string note)
    {
        using var page = await new HtmlParser().ParseDocumentAsync(await editor.GetStreamAsync(note));
        return page.QuerySelector("main a[href^='/redaktion/utkast/']")?.GetAttribute("href") ?? await SubmitAsync(editor, note, "#sida-ratta", []);
    }

    private static async Task<double> UntilSeenAsync(HttpClient reader, string path, string words, long since)
    {
        while (!WebUtility.HtmlDecode(await reader.GetStringAsync(path)).Contains(words, StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"{path} has not been published.");
            }

            await Task.Delay(5);
        }

        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private static async Task<string> SubmitAsync(HttpClient browser, string path, string selector, Dictionary<string, string> fields) =>
        await SendAsync(browser, await FillInAsync(browser, path, selector, fields));

    private static async Task<(string Action, List<(string Name, string Value)> Fields)> FillInAsync(
        HttpClient browser, string path, string selector, Dictionary<string, string> fields)
    {
        using var page = await new HtmlParser().ParseDocumentAsync(await browser.GetStreamAsync(path));
        var form = page.QuerySelectorAll(selector).OfType<IHtmlFormElement>().First();
        return (form.GetAttribute("action") is { Length: > 0 } action ? action : path, FormFields.FilledIn(form, fields));
    }

    /// <summary>Returns where the answer leads.</summary>
    private static async Task<string> SendAsync(HttpClient browser, (string Action, List<(string Name, string Value)> Fields) form)
    {
        using var content = new FormUrlEncodedContent(form.Fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await browser.PostAsync(form.Action, content);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? answer.Headers.Location!.ToString().Split('?', '#')[0]
            : throw new InvalidOperationException($"{form.Action} answered {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("/noterat/[a-z0-9-]+/[0-9-]+")]
    private static partial Regex NotePath();
}
