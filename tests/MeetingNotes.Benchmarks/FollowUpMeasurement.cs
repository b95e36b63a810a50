using System.Diagnostics;
using System.Globalization;
using MeetingNotes.Core.Demo;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Benchmarks;

/// <summary>
/// What the pages of follow-ups and matters ask the database, one question after another, warm, on generated notes: the time of each
/// question with the reading of its rows.
/// </summary>
internal static class FollowUpMeasurement
{
    private const int Turns = 60;

    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task RunAsync(int items)
    {
        await using var database = await BenchmarkDatabase.StartAsync();
        await database.Get<DemoGenerator>().FillAsync(items, seed: 1, _ => { }, Ct);
        var reader = database.Get<FollowUpReader>();
        var matters = database.Get<MatterReader>();
        var numbers = await reader.NumbersAsync(null, Ct);
        var body = (await database.Get<CoverageReader>().ReadAsync(Ct)).Bodies.MaxBy(count => count.Notes)!.Slug;
        var (listed, _) = await matters.ListAsync(1, Ct);
        var matter = listed.MaxBy(candidate => candidate.Items)!;
        var lastPage = (numbers.Count(FollowUpState.Done) - 1) / FollowUpReader.PageSize;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            {items} agenda items, {numbers.Count()} follow-ups: {string.Join(", ", Enum.GetValues<FollowUpState>().Select(state => $"{numbers.Count(state)} {state}"))}

            | question | p50 ms | p95 ms | max ms |
            |---|---|---|---|
            """));
        await MeasureAsync("/uppfoljningar: numbers", () => reader.NumbersAsync(null, Ct));
        await MeasureAsync("/uppfoljningar?organ=: numbers", () => reader.NumbersAsync(body, Ct));
        await MeasureAsync("/uppfoljningar: first of each", () => reader.FirstOfEachAsync(new FollowUpFilter(), 5, Ct));
        await MeasureAsync("/uppfoljningar?nar=utan-datum", () => reader.FirstOfEachAsync(new FollowUpFilter { DueYear = FollowUpFilter.Undated }, 5, Ct));
        await MeasureAsync("/uppfoljningar?organ=: first of each", () => reader.FirstOfEachAsync(new FollowUpFilter { BodySlug = body }, 5, Ct));
        foreach (var state in Enum.GetValues<FollowUpState>())
        {
            await MeasureAsync($"?status= {state}", () => reader.ListAsync(new FollowUpFilter { State = state }, 1, Ct));
            await MeasureAsync($"?status= {state} &organ=", () => reader.ListAsync(new FollowUpFilter { State = state, BodySlug = body }, 1, Ct));
        }

        await MeasureAsync("?status= Missing, &nar=", () => reader.ListAsync(new FollowUpFilter { State = FollowUpState.Missing, DueYear = numbers.DueYears[2] }, 1, Ct));
        await MeasureAsync("?status= Done, the last page", () => reader.ListAsync(new FollowUpFilter { State = FollowUpState.Done }, lastPage, Ct));
        await MeasureAsync("/: waiting longest, latest answers", () => reader.NewsAsync(3, Ct));
        await MeasureAsync("/organ/{organ}: not settled", () => reader.UnsettledOfAsync(body, 5, Ct));
        await MeasureAsync($"/arenden: a matter of {matter.Items} items", () => matters.FindAsync(matter.Slug, Ct));
        await MeasureAsync("/arenden: its first page", () => matters.ItemsAsync(matter.Id, 1, Ct));
        var ids = (await matters.ItemsAsync(matter.Id, 1, Ct)).Select(item => item.Id).ToList();
        await MeasureAsync("/arenden: follow-ups of that page", () => reader.OfItemsAsync(ids, Ct));
        var slugs = (await reader.ListAsync(new FollowUpFilter(), 3, Ct)).FollowUps;
        var turn = 0;
        await MeasureAsync("/uppfoljningar/{organ}/{slug}", () => reader.FindAsync(slugs[++turn % slugs.Count].BodySlug, slugs[turn % slugs.Count].Slug, Ct));
        await MeasureAsync("/uppfoljningar/{organ}/{slug}: answers", () => reader.AnswersAsync(slugs[++turn % slugs.Count].BodySlug, slugs[turn % slugs.Count].Slug, Ct));
    }

    private static async Task MeasureAsync(string name, Func<Task> ask)
    {
        var times = new List<double>();
        for (var turn = -10; turn < Turns; turn++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            if (turn >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[Turns / 2]:0.0} | {times[Turns * 95 / 100]:0.0} | {times[^1]:0.0} |"));
    }
}
