using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace MeetingNotes.Web.Pages;

/// <summary>What the query strings of list pages may hold.</summary>
internal static class ListFilter
{
    /// <summary>No list is read further than this; a page beyond it is not found.</summary>
    private const int MaxPage = 100_000;

    private const int FirstYear = 1800;
    private const int LastYear = 2199;

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
