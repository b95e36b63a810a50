using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace MeetingNotes.Web.Pages;

/// <summary>What the query strings of list pages may hold.</summary>
internal static class ListFilter
{
    /// <summary>No list is read further than this; a page beyond it is not found.</summary>
    public const int MaxPage = 100_000;

    public const int FirstYear = 1800;
    public const int LastYear = 2199;

    /// <summary>The states of follow-ups as addresses have them, in the order of lists.</summary>
    public static IReadOnlyList<(string Value, FollowUpState State)> States { get; } =
    [
        ("vantar", FollowUpState.Waiting), ("saknas", FollowUpState.Missing), ("oppen", FollowUpState.Open), ("klar", FollowUpState.Done),
        ("avskriven", FollowUpState.Dropped),
    ];

    /// <summary>The state of an address; <c>null</c> when there is none such.</summary>
    public static FollowUpState? StateOf(string? value) =>
        States.Where(entry => entry.Value == value).Select(entry => (FollowUpState?)entry.State).FirstOrDefault();

    public static string ValueOf(FollowUpState state) => States.First(entry => entry.State == state).Value;

    /// <summary>Whether the page asked for can be in a list at all, so that no odd text reaches a query.</summary>
    public static bool IsPossible(ModelStateDictionary state, string? organ, int? year, int page) =>
        state.IsValid
        && (string.IsNullOrEmpty(organ) || Slug.IsValid(organ))
        && year is null or (>= FirstYear and <= LastYear)
        && page is >= 1 and <= MaxPage;

    /// <summary>Search text as a query may hold it: no NUL, no lone surrogate, at most a thousand characters.</summary>
    public static string Text(string? raw)
    {
        var text = raw is null ? "" : raw[..Math.Min(raw.Length, 1000)];
        return string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not 0).Select(rune => rune.ToString())).Trim();
    }
}
