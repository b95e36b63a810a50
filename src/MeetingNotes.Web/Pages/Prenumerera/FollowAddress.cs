using MeetingNotes.Core.Following;
using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Pages.Prenumerera;

/// <summary>The address of the form with something already chosen: what a "Följ" link leads to.</summary>
public static class FollowAddress
{
    private const string Form = "/prenumerera";

    public static string Body(string slug) => $"{Form}?organ={slug}";

    public static string Topic(string slug) => $"{Form}?amne={slug}";

    public static string Matter(string slug) => $"{Form}?arende={slug}";

    public static string FollowUp(string bodySlug, string slug) => $"{Form}?uppfoljning={bodySlug}/{slug}";

    public static string Search(SearchAddress search) =>
        QueryHelpers.AddQueryString(Form, "sok", (search with { IsNewestFirst = false }).ToString().Split('?', 2).ElementAtOrDefault(1) ?? "");

    /// <summary>What a follow-up's part of an address says; <c>null</c> when it says nothing.</summary>
    internal static (string BodySlug, string Slug)? FollowUpIn(string? text) =>
        text?.Split('/') is [var body, var slug] && Slug.IsValid(body) && Slug.IsValid(slug) ? (body, slug) : null;

    /// <summary>What a search's part of an address says; <c>null</c> when it says nothing.</summary>
    internal static SearchAddress? SearchIn(string? text)
    {
        var fields = QueryHelpers.ParseQuery(text);
        return ListFilter.Text(fields.GetValueOrDefault("q")) is not { Length: > 0 } words ? null : new SearchAddress(Excerpt.Cut(words, SearchChoice.TextMaxLength))
        {
            Organ = SlugOf("organ"),
            Topic = SlugOf("amne"),
            Year = int.TryParse(fields.GetValueOrDefault("ar"), out var year) && year is >= ListFilter.FirstYear and <= ListFilter.LastYear ? year : null,
            State = ListFilter.StateOf(fields.GetValueOrDefault("status")),
        };

        string? SlugOf(string name) => fields.GetValueOrDefault(name).ToString() is { Length: > 0 } slug && Slug.IsValid(slug) ? slug : null;
    }
}
