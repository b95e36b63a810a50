using System.Globalization;
using MeetingNotes.Core.OParl;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.OParl;

/// <summary>What an external list of OParl is asked for: its filters, how much of it, and after which place.</summary>
internal sealed record OParlQuery
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    public required string Path { get; init; }
    public required OParlFilter Filter { get; init; }

    /// <summary>A page is no longer than the portal can bear, whatever was asked for; the specification lets clients expect no more.</summary>
    public required int Limit { get; init; }

    /// <summary>Leaves out objects within objects.</summary>
    public required bool OmitInternal { get; init; }
    public required string? AfterText { get; init; }
    public required OParlPlace? After { get; init; }

    /// <param name="parameters">Of the address.</param>
    /// <param name="path">Of the list, after <c>/oparl/v1</c>.</param>
    public static OParlQuery Read(Parameters parameters, string path)
    {
        var after = parameters.Text("after");
        return new OParlQuery
        {
            Path = path,
            Filter = new OParlFilter
            {
                CreatedSince = parameters.ZonedInstant("created_since"),
                CreatedUntil = parameters.ZonedInstant("created_until"),
                ModifiedSince = parameters.ZonedInstant("modified_since"),
                ModifiedUntil = parameters.ZonedInstant("modified_until"),
            },
            Limit = Math.Min(parameters.Number("limit", 1, int.MaxValue) ?? DefaultLimit, MaxLimit),
            OmitInternal = parameters.Flag("omit_internal") ?? false,
            AfterText = after,
            After = ListPlace.Read<OParlPlace>(after, parameters, _ => true),
        };
    }

    /// <summary>A page. Its filters stand in every link, always in this order.</summary>
    /// <param name="data">On it.</param>
    /// <param name="last">The last entry of it, when there is a page after it.</param>
    /// <param name="portal">Whose addresses they are.</param>
    public OParlList Page(IReadOnlyList<object> data, OParlEntry? last, PortalOptions portal)
    {
        return new OParlList(data, new OParlPagination(Limit), new OParlLinks(
            First: Url(null),
            Self: Url(AfterText),
            Next: last is null ? null : Url(ListPlace.Write(new OParlPlace { At = Filter.IsOfChanges ? last.ModifiedAt : last.CreatedAt, Group = last.GroupId, Id = last.Id }))));

        string Url(string? after) => portal.OParlUrl(QueryHelpers.AddQueryString(Path, new KeyValuePair<string, string?>[]
        {
            new("created_since", Written(Filter.CreatedSince)),
            new("created_until", Written(Filter.CreatedUntil)),
            new("modified_since", Written(Filter.ModifiedSince)),
            new("modified_until", Written(Filter.ModifiedUntil)),
            new("omit_internal", OmitInternal ? "true" : null),
            new("limit", Limit != DefaultLimit ? $"{Limit}" : null),
            new("after", after),
        }.Where(field => field.Value is not null)));
    }

    private static string? Written(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>
/// A page of an external list. How many there are in all is not told: to count them costs more than to read the page. Nor is there a way back or to the end,
/// which the specification leaves free, because a page is found by what comes before it.
/// </summary>
internal sealed record OParlList(IReadOnlyList<object> Data, OParlPagination Pagination, OParlLinks Links);

internal sealed record OParlPagination(int ElementsPerPage);

/// <param name="First">Where the list begins, with the same filters.</param>
/// <param name="Self">This page.</param>
/// <param name="Next">The page after this one; <c>null</c> on the last.</param>
internal sealed record OParlLinks(string First, string Self, string? Next);
