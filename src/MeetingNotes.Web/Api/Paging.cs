using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Api;

/// <summary>
/// Which page of a list is asked for. A page that is near is found by its number (<c>page</c>); <c>links.next</c> also says after what it begins
/// (<c>after</c>), so that whoever follows it reads a list of any length at the same cost for each page.
/// </summary>
internal sealed record Paging(int Page, int Limit, string? After, string Path, KeyValuePair<string, string?>[] Filters)
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    /// <summary>Rows that the database may have to pass by to come to a page that is asked for by its number.</summary>
    public const int MaxOffset = 10_000;

    public long Offset => After is null ? (Page - 1L) * Limit : 0;

    /// <param name="parameters">Of the address.</param>
    /// <param name="path">Of the list, after <c>/api/v1</c>.</param>
    /// <param name="filters">That the links to other pages keep.</param>
    public static Paging Read(Parameters parameters, string path, params KeyValuePair<string, string?>[] filters)
    {
        var paging = new Paging(
            parameters.Number("page", 1, ListFilter.MaxPage) ?? 1, parameters.Number("limit", 1, MaxLimit) ?? DefaultLimit, parameters.Text("after"), path, filters);
        if (paging.Offset > MaxOffset)
        {
            parameters.Refuse($"Så långt in i listan räknas inte sidorna: page gånger limit kan vara högst {MaxOffset}. Följ links.next från första sidan, avgränsa listan eller hämta allt i {DumpFiles.Lines}.");
        }

        return paging;
    }

    /// <summary>The place that the page begins after; <c>null</c> for none.</summary>
    /// <param name="parameters">Told when it cannot be read.</param>
    /// <param name="isPossible">Whether what it holds may be asked the database for.</param>
    public T? Place<T>(Parameters parameters, Func<T, bool> isPossible)
        where T : class => ListPlace.Read(After, parameters, isPossible);

    /// <param name="items">Of this page.</param>
    /// <param name="hasNext">Whether there is a page after this one.</param>
    /// <param name="last">The place of the last of them; <c>null</c> when the list's pages are found by their numbers alone.</param>
    /// <param name="portal">Whose addresses they are.</param>
    public ListAnswer<T> Answer<T>(IReadOnlyList<T> items, bool hasNext, object? last, PortalOptions portal)
    {
        return new ListAnswer<T>
        {
            Page = Page,
            Limit = Limit,
            Items = items,
            Links = new ListLinks(
                Url(Page, After), Url(1, null),
                Next: hasNext ? Url(Page + 1, last is null ? null : ListPlace.Write(last)) : null,
                Prev: Page > 1 && (Page - 2L) * Limit <= MaxOffset ? Url(Page - 1, null) : null),
        };

        string Url(int page, string? after) => portal.ApiUrl(QueryHelpers.AddQueryString(Path, Filters
            .Append(new("page", page > 1 ? $"{page}" : null))
            .Append(new("limit", Limit != DefaultLimit ? $"{Limit}" : null))
            .Append(new("after", after))
            .Where(field => !string.IsNullOrEmpty(field.Value))));
    }
}
