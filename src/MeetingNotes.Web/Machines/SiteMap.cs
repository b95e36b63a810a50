using System.Globalization;
using System.Text.RegularExpressions;
using MeetingNotes.Core.Notes;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Machines;

/// <summary>
/// <c>/sitemap.xml</c>: every permanent page, notes with their last change (C8, https://www.sitemaps.org/protocol.html). When there are more addresses than one
/// file may hold it is an index of parts: <c>?del=sidor</c>, and <c>?del=2018</c> for each year of meetings, which what is new in other years leaves as it is. A part
/// that would be too long goes on in <c>?del=2018-2</c>. Parts differ by query, for a map lists what lies beside or below itself; a route of their own beside it would
/// catch every address of one segment before it is compared, and give wrong methods 405 where there is nothing.
/// </summary>
/// <param name="addresses">What is public.</param>
/// <param name="portal">Where the portal stands.</param>
/// <param name="maxAddresses">The most that one file may hold.</param>
public sealed partial class SiteMap(SiteAddresses addresses, IOptions<PortalOptions> portal, int maxAddresses = SiteMap.MaxAddresses)
{
    /// <summary>By the protocol. It also allows 50 MB; an address of ours is at most some 400 bytes with all around it.</summary>
    public const int MaxAddresses = 50_000;

    internal const string Address = "/sitemap.xml";
    private const string Pages = "sidor";

    private static readonly SiteAddress[] TopPages =
    [
        .. ((string[])[
            "/", "/noterat", "/moten", "/uppfoljningar", "/arenden", "/amnen", "/organ", "/om", "/webbkarta", "/kontakt", "/prenumerera",
            "/tillganglighet", "/personuppgifter", "/kakor", "/sokhjalp", "/oppna-data",
        ]).Select(path => new SiteAddress { Path = path }),
    ];

    /// <summary>Whether an address answers with a map, which has its tag before it is made.</summary>
    public static bool Holds(PathString path) => path.Equals(Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>The whole map, or the index of its parts.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context, CancellationToken ct)
    {
        AddressGroup[] groups = [await NamesAsync(ct), .. await addresses.YearsAsync(null, ct)];
        if (IsUnchanged(context, groups))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        return groups.Sum(group => (long)group.Addresses) <= maxAddresses
            ? new SiteMapFile(portal.Value, "urlset", "url", [.. await NamedAsync(0, ct), .. await addresses.SaidAsync(null, 0, maxAddresses, ct)])
            : new SiteMapFile(portal.Value, "sitemapindex", "sitemap", [.. groups.SelectMany(PartsOf)]);
    }

    /// <summary>A part by its name in the index.</summary>
    public async Task<IResult> AnswerPartAsync(HttpContext context, string part, CancellationToken ct)
    {
        if (PartName().Match(part) is not { Success: true } name || await GroupAsync(name.Groups["group"].Value, ct) is not { } group)
        {
            return Results.NotFound();
        }

        var number = name.Groups["number"] is { Success: true, Value: var written } ? int.Parse(written, CultureInfo.InvariantCulture) : 1;
        var skip = (number - 1) * maxAddresses;
        return skip >= group.Addresses ? Results.NotFound()
            : IsUnchanged(context, [group]) ? Results.StatusCode(StatusCodes.Status304NotModified)
            : new SiteMapFile(portal.Value, "urlset", "url", group.Year is null ? await NamedAsync(skip, ct) : await addresses.SaidAsync(group.Year, skip, maxAddresses, ct));
    }

    private async Task<AddressGroup?> GroupAsync(string name, CancellationToken ct) =>
        name == Pages ? await NamesAsync(ct) : (await addresses.YearsAsync(int.Parse(name, CultureInfo.InvariantCulture), ct)).SingleOrDefault();

    private async Task<AddressGroup> NamesAsync(CancellationToken ct)
    {
        var names = await addresses.NamesAsync(ct);
        return names with { Addresses = TopPages.Length + names.Addresses };
    }

    /// <summary>One file of the pages that every portal has, and the names.</summary>
    private async Task<IReadOnlyList<SiteAddress>> NamedAsync(int skip, CancellationToken ct)
    {
        var top = TopPages.Skip(skip).Take(maxAddresses).ToList();
        return [.. top, .. await addresses.NamedAsync(Math.Max(0, skip - TopPages.Length), maxAddresses - top.Count, ct)];
    }

    private IEnumerable<SiteAddress> PartsOf(AddressGroup group)
    {
        var name = group.Year?.ToString(CultureInfo.InvariantCulture) ?? Pages;
        return Enumerable.Range(1, (group.Addresses + maxAddresses - 1) / maxAddresses).Select(number => new SiteAddress
        {
            Path = number == 1 ? $"{Address}?del={name}" : $"{Address}?del={name}-{number}",
            ChangedAt = group.ChangedAt,
        });
    }

    private bool IsUnchanged(HttpContext context, IReadOnlyCollection<AddressGroup> groups) => ConditionalGet.IsUnchanged(
        context, ContentTag.Of(portal.Value, groups.Select(group => $"{group.Year} {group.Addresses} {group.State}")));

    [GeneratedRegex(@"\A(?<group>sidor|1[89]\d\d|2[01]\d\d)(-(?<number>[2-9]|[1-9]\d{1,3}))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex PartName();
}

public static class SiteMapEndpoints
{
    public static void MapSiteMap(this IEndpointRouteBuilder routes) => routes.MapRead(SiteMap.Address, (HttpContext context, SiteMap map, string? del, CancellationToken ct) =>
        del is null ? map.AnswerAsync(context, ct) : map.AnswerPartAsync(context, del, ct));
}
