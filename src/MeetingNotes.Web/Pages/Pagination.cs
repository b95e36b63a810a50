using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Pages;

/// <summary>Links to the pages of a list; partial <c>_Pagination</c>. Page 1 has no number in its address.</summary>
/// <param name="Path">Address of the list.</param>
/// <param name="Query">The filters in use; empty values are left out.</param>
/// <param name="Current">From 1.</param>
/// <param name="Last">The last page; <c>null</c> when only the next one is known.</param>
/// <param name="HasNext">Whether there is a page after this.</param>
public sealed record Pagination(string Path, IReadOnlyList<KeyValuePair<string, string?>> Query, int Current, int? Last, bool HasNext)
{
    /// <summary>Pages of a list whose length is known.</summary>
    public static Pagination Of(string path, IReadOnlyList<KeyValuePair<string, string?>> query, int current, int count, int pageSize)
    {
        var last = Math.Max(1, (count + pageSize - 1) / pageSize);
        return new Pagination(path, query, current, last, current < last);
    }

    /// <summary>The one page of a list that has not been read.</summary>
    public static Pagination None(string path) => new(path, [], 1, 1, false);

    public bool IsNeeded => Current > 1 || HasNext;

    /// <summary>First, last and the pages around this one; 0 where some are left out.</summary>
    public IEnumerable<int> Numbers()
    {
        var last = Last ?? Current;
        var previous = 0;
        for (var page = 1; page <= last; page++)
        {
            if (page == 1 || page == last || Math.Abs(page - Current) <= 1)
            {
                if (page > previous + 1)
                {
                    yield return 0;
                }

                yield return previous = page;
            }
            else if (page < Current - 1)
            {
                page = Math.Max(page, Current - 2);
            }
            else
            {
                page = last - 1;
            }
        }
    }

    public string Address(int page) =>
        QueryHelpers.AddQueryString(Path, Query.Append(new("sida", page > 1 ? $"{page}" : null)).Where(pair => !string.IsNullOrEmpty(pair.Value)));
}
