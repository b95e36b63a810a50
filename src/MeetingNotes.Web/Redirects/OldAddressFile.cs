using System.Diagnostics.CodeAnalysis;
using System.Text;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Redirects;

/// <summary>
/// The operator's file of old addresses: on each line one, a tab, and where it leads. Read and judged whole when the portal starts. It alone says where
/// anything leads, so no request can choose; therefore it may name other websites.
/// </summary>
internal static class OldAddressFile
{
    private const string Setting = "Portal:OldAddresses";
    private const int MostFaultsTold = 20;
    private const char NotUtf8 = '\uFFFD';

    /// <exception cref="OptionsValidationException">The file cannot be read, or a line is wrong; says which, and how.</exception>
    public static OldAddresses Read(string file, PortalOptions portal)
    {
        var addresses = new OldAddresses();
        var faults = new SortedDictionary<int, string>();
        var site = new Uri(portal.PublicBaseUrl);
        var number = 0;
        try
        {
            foreach (var line in File.ReadLines(file, Encoding.UTF8).Select(line => line.Trim()))
            {
                number++;
                if (line.Length > 0 && line[0] != '#' && FaultOf(line, number, site, addresses) is { } fault)
                {
                    faults[number] = fault;
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Refusal([$"{Setting}: filen {file} finns inte eller går inte att läsa."]);
        }

        foreach (var address in addresses.All)
        {
            if (NextOf(address, addresses) is { } next)
            {
                faults[address.Line] = next.Line == address.Line
                    ? "adressen leder till sig själv."
                    : $"den nya adressen står som gammal på rad {next.Line}. Skriv den adress som gäller i dag.";
            }
        }

        return faults.Count == 0 ? addresses : throw Refusal(
        [
            .. faults.Take(MostFaultsTold).Select(fault => $"{Setting}, rad {fault.Key}: {fault.Value}"),
            .. faults.Count > MostFaultsTold ? [$"{Setting}: {faults.Count - MostFaultsTold} rader till är fel."] : Array.Empty<string>(),
        ]);
    }

    /// <summary>Adds the line's address, or says what is wrong with it.</summary>
    private static string? FaultOf(string line, int number, Uri site, OldAddresses addresses)
    {
        if (line.Contains(NotUtf8))
        {
            return "något tecken är inte UTF-8. Spara filen som UTF-8.";
        }

        if (line.Split('\t', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } old, { Length: > 0 } present])
        {
            return "skriv den gamla adressen, en tabb och den nya adressen.";
        }

        if (old.Contains('#'))
        {
            return "den gamla adressen får inte innehålla #. Det som står efter # skickar webbläsaren aldrig.";
        }

        if (!TryFollow(old, site, out var from))
        {
            return "den gamla adressen ska börja med / eller vara en hel adress med https:// eller http://.";
        }

        var (path, query) = Parts(from.PathAndQuery);
        if (path == "/" && query.Value is not { Length: > 1 })
        {
            return "den gamla adressen är portalens egen startsida.";
        }

        if (StaffPaths.Holds(path))
        {
            return $"adresser som börjar med {StaffPaths.Root} är portalens egna.";
        }

        if (!TryFollow(present, site, out var to))
        {
            return "den nya adressen ska börja med / eller vara en hel adress med https:// eller http://.";
        }

        var location = to.Authority == site.Authority
            ? to.PathAndQuery + to.Fragment
            : new UriBuilder(to) { Host = to.IdnHost }.Uri.AbsoluteUri;
        return addresses.Add(path, query, new OldAddress(location, number)) is { } other && other.Location != location
            ? $"samma gamla adress leder någon annanstans på rad {other.Line}."
            : null;
    }

    /// <summary>Reads an address as a browser would, who stands on the portal's first page; but not one that means another host without saying so.</summary>
    private static bool TryFollow(string address, Uri site, [NotNullWhen(true)] out Uri? whole)
    {
        whole = null;
        return !address.Any(letter => char.IsControl(letter) || letter == '\\')
            && (address.StartsWith('/') ? !address.StartsWith("//", StringComparison.Ordinal)
                : address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            && Uri.TryCreate(site, address, out whole) && whole.UserInfo.Length == 0;
    }

    /// <summary>Where the address leads when somebody has come there, if it leads on.</summary>
    private static OldAddress? NextOf(OldAddress address, OldAddresses addresses)
    {
        if (!address.Location.StartsWith('/'))
        {
            return null;
        }

        var (path, query) = Parts(address.Location.Split('#')[0]);
        return addresses.Find(path, query);
    }

    private static (PathString Path, QueryString Query) Parts(string pathAndQuery)
    {
        var end = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        return end < 0
            ? (PathString.FromUriComponent(pathAndQuery), QueryString.Empty)
            : (PathString.FromUriComponent(pathAndQuery[..end]), new QueryString(pathAndQuery[end..]));
    }

    private static OptionsValidationException Refusal(IEnumerable<string> faults) => new(PortalOptions.Section, typeof(PortalOptions), faults);
}
